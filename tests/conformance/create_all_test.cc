// SPDX-License-Identifier: MIT
// Models made in real databases, and taken away again.
#include "retort/autogenerate.h"
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/model.h"
#include "retort/url.h"

#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace retort {
namespace {

using Names = std::vector<std::string>;

Column id() { return {.name = "id", .type = type::Integer{}, .primary_key = true}; }

/// Tables in the wrong order, two of them in a circle, and an enumeration type.
MetaData zoo() {
  const type::Enum diet{.values = {"meat", "plants"}, .name = "diet"};
  return model({
      .tables = {{.name = "animal",
                  .columns = {id(),
                              {.name = "keeper_id", .references = {{.table = "keeper"}}},
                              {.name = "diet", .type = diet, .nullable = false},
                              {.name = "second_diet", .type = diet},
                              {.name = "name", .type = type::String{40}, .index = true}}},
                 {.name = "keeper",
                  .columns = {id(), {.name = "favourite_id", .references = {{.table = "animal"}}}}},
                 {.name = "visit",
                  .columns = {id(), {.name = "animal_id", .references = {{.table = "animal"}}}}}},
      .naming_convention = {.templates = {{"fk", "fk_%(table_name)s_%(column_0_name)s"}}},
  });
}

void make_and_take_away(Connection& connection) {
  const Dialect& dialect = retort::dialect(connection.dialect_name());
  const MetaData model = zoo();
  create_all(connection, model);
  EXPECT_EQ(dialect.names(connection, NameKind::table), (Names{"animal", "keeper", "visit"}));
  EXPECT_TRUE(compare_metadata(connection, {model}).differences.empty());

  create_all(connection, model);
  EXPECT_THROW(create_all(connection, model, {.checkfirst = false}), DatabaseError);

  connection.run({.sql = "DROP TABLE visit"});
  create_all(connection, model);
  EXPECT_TRUE(compare_metadata(connection, {model}).differences.empty()) << "made what was gone";

  drop_all(connection, model);
  EXPECT_TRUE(dialect.names(connection, NameKind::table).empty());
  EXPECT_TRUE(dialect.reflect_enums(connection, "*").empty());
  drop_all(connection, model);
  EXPECT_THROW(drop_all(connection, model, {.checkfirst = false}), DatabaseError);
}

TEST(CreateAll, MakesAModelOnSqlite) {
  make_and_take_away(*dialect("sqlite").connect(Url::parse("sqlite://")));
}

TEST(CreateAll, MakesAModelOnPostgresql) {
  const auto url = testing::fresh_postgresql_database();
  if (!url) GTEST_SKIP() << "no PostgreSQL";
  make_and_take_away(*dialect("postgresql").connect(Url::parse(*url)));
}

TEST(CreateAll, MakesSequencesAndDomains) {
  const auto url = testing::fresh_postgresql_database();
  if (!url) GTEST_SKIP() << "no PostgreSQL";
  const auto connection = dialect("postgresql").connect(Url::parse(*url));
  const MetaData found =
      model({.tables = {{.name = "t",
                         .columns = {id(),
                                     {.name = "zip",
                                      .type = type::Domain{.name = "zip",
                                                           .data_type = Type(type::String{5})}}}}},
             .sequences = {{.name = "numbers"}}});
  create_all(*connection, found);
  create_all(*connection, found);
  const Dialect& postgresql = dialect("postgresql");
  EXPECT_EQ(postgresql.names(*connection, NameKind::table), Names{"t"});
  drop_all(*connection, found);
  EXPECT_TRUE(postgresql.names(*connection, NameKind::sequence).empty());
  drop_all(*connection, found);
  create_all(*connection, found, {.checkfirst = false});
}

TEST(CreateAll, NeedsANameToOpenACircle) {
  const auto url = testing::fresh_postgresql_database();
  if (!url) GTEST_SKIP() << "no PostgreSQL";
  const auto connection = dialect("postgresql").connect(Url::parse(*url));
  MetaData circle = zoo();
  circle.naming_convention = {};
  create_all(*connection, circle);
  EXPECT_THROW(drop_all(*connection, circle), Error);
}

}  // namespace
}  // namespace retort
