// SPDX-License-Identifier: MIT
// Defaults that only the server can compare.
#include "retort/dialect.h"
#include "retort/url.h"

#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort {
namespace {

struct Case {
  const char* type;
  std::string in_model;
  const char* in_database;
  bool differ;
};

TEST(CompareDefaults, PostgresqlAsksWhatItsOwnSpellingsStandFor) {
  const auto url = testing::fresh_postgresql_database();
  if (!url) GTEST_SKIP() << "no PostgreSQL";
  const Dialect& postgresql = dialect("postgresql");
  const auto connection = postgresql.connect(Url::parse(*url));
  const std::vector<Case> cases = {
      {"integer", "5", "5", false},
      {"integer", "'5'", "5", false},
      {"integer", "6", "5", true},
      {"numeric(10,2)", "1.50", "1.5", false},
      {"character varying(20)", "x", "'x'::character varying", false},
      {"character varying(20)", "'x'", "'x'::character varying", false},
      {"text", "it's", "'it''s'::text", false},
      {"text", "its", "'it''s'::text", true},
      {"json", "{\"a\":1}", "'{\"a\": 1}'::json", false},
      {"jsonb", "{}", "'{\"a\": 1}'::jsonb", true},
      {"boolean", "t", "true", false},
      {"interval", "60 minutes", "'01:00:00'::interval", false},
  };
  for (const Case& tried : cases) {
    SCOPED_TRACE(std::string(tried.type) + ": " + tried.in_model);
    const Column model{.name = "c", .server_default = ServerDefault(tried.in_model)};
    const Column database{.name = "c", .type = postgresql.parse_type(tried.type)};
    EXPECT_EQ(postgresql.server_defaults_differ(*connection, {.model = model,
                                                              .database = database,
                                                              .model_text = tried.in_model,
                                                              .database_text = tried.in_database}),
              tried.differ);
  }
}

TEST(CompareDefaults, PostgresqlTakesExpressionsAsTheyAre) {
  const auto url = testing::fresh_postgresql_database();
  if (!url) GTEST_SKIP() << "no PostgreSQL";
  const Dialect& postgresql = dialect("postgresql");
  const auto connection = postgresql.connect(Url::parse(*url));
  connection->run({.sql = "CREATE SEQUENCE s"});
  Column model{.name = "c", .server_default = ServerDefault(text("CURRENT_DATE"))};
  const Column database{.name = "c", .type = postgresql.parse_type("integer")};
  const auto differ = [&](const std::optional<std::string>& wanted,
                          const std::optional<std::string>& found, bool numbered = false) {
    return postgresql.server_defaults_differ(*connection, {.model = model,
                                                           .database = database,
                                                           .model_text = wanted,
                                                           .database_text = found,
                                                           .numbered_by_database = numbered});
  };
  EXPECT_FALSE(differ("CURRENT_DATE", "now()::date"));
  EXPECT_TRUE(differ("CURRENT_DATE", std::nullopt));
  EXPECT_TRUE(differ(std::nullopt, "5"));
  EXPECT_FALSE(differ("nextval('s')", "nextval('s'::regclass)"));
  EXPECT_FALSE(differ("5", "6", true));
}

}  // namespace
}  // namespace retort
