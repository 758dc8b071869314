// SPDX-License-Identifier: MIT
// What autogenerate proposes on PostgreSQL, carried out and taken back: tables that refer to each
// other in a circle, and enumeration types.
#include "retort/autogenerate.h"
#include "retort/dialect.h"
#include "retort/reporter.h"
#include "retort/url.h"

#include "op/autocommit.h"
#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

using Texts = std::vector<std::string>;

class Listener final : public Reporter {
 public:
  void log(LogLevel, std::string_view logger, std::string_view message) override {
    if (logger != "alembic.runtime.plugins") lines.emplace_back(message);
  }
  void warn(std::string_view message) override {
    lines.push_back("warning: " + std::string(message));
  }

  Texts lines;
};

class RoundTrip : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::optional<std::string> url = testing::fresh_postgresql_database();
    if (!url) GTEST_SKIP() << "no PostgreSQL";
    connection_ = dialect("postgresql").connect(Url::parse(*url));
    options_.reporter = &listener_;
    options_.compare_enums = true;
    options_.compare_server_default = true;
  }
  void run(const Texts& statements) {
    for (const std::string& sql : statements) connection_->run({.sql = sql});
  }
  std::string ask(const std::string& sql) {
    const Value value = connection_->run({.sql = sql}).scalar();
    const auto* text = std::get_if<std::string>(&value.base());
    return text ? *text : "";
  }
  ProducedMigration compare(std::vector<Table> tables) {
    listener_.lines.clear();
    MetaData model;
    model.tables = std::move(tables);
    return produce_migrations(compare_metadata(*connection_, {model}, options_));
  }
  /// In one transaction, but for what is to be committed at once.
  void apply(const std::vector<Operation>& operations) {
    connection_->begin();
    for (const Operation& operation : operations) {
      const bool apart = wants_autocommit(operation);
      if (apart) connection_->commit();
      for (const Statement& statement : dialect("postgresql").compile(operation, {}).statements) {
        connection_->run(statement);
      }
      if (apart) connection_->begin();
    }
    connection_->commit();
  }
  Texts values() {
    const auto types = dialect("postgresql").reflect_enums(*connection_, {});
    EXPECT_EQ(types.size(), 1U);
    return types.empty() ? Texts{} : types[0].values;
  }

  std::unique_ptr<Connection> connection_;
  CompareOptions options_;
  Listener listener_;
};

Table linked(const char* name, const char* other) {
  return {.name = name,
          .columns = {{.name = "id", .type = type::Integer{}, .primary_key = true},
                      {.name = "other_id", .type = type::Integer{}}},
          .constraints = {ForeignKey{
              .columns = {"other_id"}, .referred_table = other, .referred_columns = {"id"}}}};
}

std::size_t count_keys(const std::vector<Operation>& operations) {
  return static_cast<std::size_t>(
      std::count_if(operations.begin(), operations.end(), [](const Operation& operation) {
        return std::holds_alternative<op::AddConstraint>(operation.base()) ||
               std::holds_alternative<op::DropConstraint>(operation.base());
      }));
}

TEST_F(RoundTrip, TablesThatReferToEachOtherInACircleComeAndGo) {
  const std::vector<Table> model = {linked("a", "b"), linked("b", "c"), linked("c", "a"),
                                    linked("alone", "alone"), linked("leaf", "a")};
  const ProducedMigration made = compare(model);
  EXPECT_EQ(count_keys(made.upgrade), 2U);  // of a to b, of b to c
  const auto tables = [&] {
    return ask(
        "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind = "
        "'r' AND relnamespace = 'public'::regnamespace");
  };
  for (int time = 0; time < 2; ++time) {
    apply(made.upgrade);
    EXPECT_TRUE(compare(model).upgrade.empty());
    EXPECT_EQ(ask("SELECT count(*)::text FROM pg_constraint WHERE contype = 'f'"), "5");
    apply(made.downgrade);
    EXPECT_EQ(tables(), "");
  }
  apply(made.upgrade);
  const ProducedMigration gone = compare({});
  EXPECT_EQ(count_keys(gone.upgrade), 1U);
  apply(gone.upgrade);
  EXPECT_EQ(tables(), "");
  apply(gone.downgrade);
  EXPECT_TRUE(compare(model).upgrade.empty());
}

Table item(Texts values, const char* default_value, const char* type_name = "state") {
  return {.name = "item",
          .columns = {{.name = "id", .type = type::Integer{}, .primary_key = true},
                      {.name = "s",
                       .type = type::Enum{.values = std::move(values), .name = type_name},
                       .server_default = std::string(default_value)}}};
}

class EnumRoundTrip : public RoundTrip {
 protected:
  void SetUp() override {
    RoundTrip::SetUp();
    if (IsSkipped()) return;
    run({"CREATE TYPE state AS ENUM ('open', 'it''s done', 'old')",
         "CREATE TABLE item (id SERIAL PRIMARY KEY, s state DEFAULT 'open')",
         "INSERT INTO item (s) VALUES ('open'), ('it''s done')"});
  }
};

TEST_F(EnumRoundTrip, AValueThatIsAddedMayBeUsedByWhatFollows) {
  const std::vector<Table> model = {item({"new", "open", "it's done", "old"}, "new")};
  const ProducedMigration made = compare(model);
  ASSERT_EQ(made.upgrade.size(), 2U);
  EXPECT_TRUE(wants_autocommit(made.upgrade[0]));
  apply(made.upgrade);
  EXPECT_TRUE(compare(model).upgrade.empty());
  EXPECT_EQ(values(), (Texts{"new", "open", "it's done", "old"}));
  apply(made.downgrade);
  EXPECT_EQ(ask("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adnum = 2"),
            "'open'::state");
}

TEST_F(EnumRoundTrip, AValueInThePlaceOfAnotherIsItsNewName) {
  const std::vector<Table> model = {item({"opened", "it's done", "past"}, "opened")};
  const ProducedMigration made = compare(model);
  EXPECT_EQ(listener_.lines[0], "Detected renamed value 'open' of type 'state', now 'opened'");
  EXPECT_EQ(listener_.lines[1], "Detected renamed value 'old' of type 'state', now 'past'");
  EXPECT_EQ(made.upgrade.size(), 2U);
  apply(made.upgrade);
  EXPECT_TRUE(compare(model).upgrade.empty());
  EXPECT_EQ(ask("SELECT string_agg(s::text, ' ' ORDER BY id) FROM item"), "opened it's done");
  apply(made.downgrade);
  EXPECT_EQ(values(), (Texts{"open", "it's done", "old"}));
  EXPECT_EQ(ask("SELECT string_agg(s::text, ' ' ORDER BY id) FROM item"), "open it's done");
}

TEST_F(EnumRoundTrip, ValuesInOtherPlacesAreNotTakenForNewNames) {
  compare({item({"it's done", "open", "late"}, "open")});
  EXPECT_EQ(listener_.lines.front(), "Detected added value 'late' of type 'state'");
}

TEST_F(EnumRoundTrip, ATypeIsMadeAnewWithoutTheValuesThatGo) {
  options_.rebuild_enums = true;
  run({"ALTER TABLE item ADD COLUMN many state[]", "UPDATE item SET many = ARRAY[s]"});
  Table wanted = item({"new", "it's done"}, "new");
  wanted.columns.push_back(
      {.name = "many", .type = type::Array{.item = Type(wanted.columns[1].type)}});
  const ProducedMigration made = compare({wanted});
  const Texts found(listener_.lines.begin(), listener_.lines.begin() + 3);
  EXPECT_EQ(found, (Texts{"Detected added value 'new' of type 'state'",
                          "Detected removed value 'open' of type 'state'",
                          "Detected removed value 'old' of type 'state'"}));
  EXPECT_THROW(apply(made.upgrade), DatabaseError);  // a row has the value that goes
  connection_->rollback();
  run({"DELETE FROM item WHERE s = 'open'"});
  apply(made.upgrade);
  EXPECT_TRUE(compare({wanted}).upgrade.empty());
  EXPECT_EQ(values(), (Texts{"new", "it's done"}));
  EXPECT_EQ(ask("SELECT s::text || many::text FROM item"), "it's done{\"it's done\"}");
  apply(made.downgrade);
  EXPECT_EQ(values(), (Texts{"open", "it's done", "old"}));
  run({"INSERT INTO item DEFAULT VALUES"});
  EXPECT_EQ(ask("SELECT string_agg(s::text, ' ' ORDER BY id) FROM item"), "it's done open");
}

}  // namespace
}  // namespace retort
