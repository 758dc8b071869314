// SPDX-License-Identifier: MIT
// What autogenerate proposes on PostgreSQL, carried out and taken back: tables that refer to each
// other in a circle, and enumeration types.
#include "conformance/comparing_postgresql.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

using testing::Texts;

class RoundTrip : public testing::ComparingPostgresql {
 protected:
  void SetUp() override {
    ComparingPostgresql::SetUp();
    options_.compare_enums = true;
    options_.compare_server_default = true;
  }
  ProducedMigration propose(std::vector<Table> tables) {
    return produce_migrations(compare(std::move(tables)));
  }
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
  const ProducedMigration made = propose(model);
  EXPECT_EQ(count_keys(made.upgrade), 2U);  // of a to b, of b to c
  const auto tables = [&] {
    return ask(
        "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind = "
        "'r' AND relnamespace = 'public'::regnamespace");
  };
  for (int time = 0; time < 2; ++time) {
    apply(made.upgrade);
    EXPECT_TRUE(propose(model).upgrade.empty());
    EXPECT_EQ(ask("SELECT count(*)::text FROM pg_constraint WHERE contype = 'f'"), "5");
    apply(made.downgrade);
    EXPECT_EQ(tables(), "");
  }
  apply(made.upgrade);
  const ProducedMigration gone = propose({});
  EXPECT_EQ(count_keys(gone.upgrade), 1U);
  apply(gone.upgrade);
  EXPECT_EQ(tables(), "");
  apply(gone.downgrade);
  EXPECT_TRUE(propose(model).upgrade.empty());
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
  const ProducedMigration made = propose(model);
  ASSERT_EQ(made.upgrade.size(), 2U);
  EXPECT_TRUE(wants_autocommit(made.upgrade[0]));
  apply(made.upgrade);
  EXPECT_TRUE(propose(model).upgrade.empty());
  EXPECT_EQ(enum_values(), (Texts{"new", "open", "it's done", "old"}));
  apply(made.downgrade);
  EXPECT_EQ(ask("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adnum = 2"),
            "'open'::state");
}

TEST_F(EnumRoundTrip, AValueInThePlaceOfAnotherIsItsNewName) {
  const std::vector<Table> model = {item({"opened", "it's done", "past"}, "opened")};
  const ProducedMigration made = propose(model);
  EXPECT_EQ(listener_.lines[0], "Detected renamed value 'open' of type 'state', now 'opened'");
  EXPECT_EQ(listener_.lines[1], "Detected renamed value 'old' of type 'state', now 'past'");
  EXPECT_EQ(made.upgrade.size(), 2U);
  apply(made.upgrade);
  EXPECT_TRUE(propose(model).upgrade.empty());
  EXPECT_EQ(ask("SELECT string_agg(s::text, ' ' ORDER BY id) FROM item"), "opened it's done");
  apply(made.downgrade);
  EXPECT_EQ(enum_values(), (Texts{"open", "it's done", "old"}));
  EXPECT_EQ(ask("SELECT string_agg(s::text, ' ' ORDER BY id) FROM item"), "open it's done");
}

TEST_F(EnumRoundTrip, ValuesInOtherPlacesAreNotTakenForNewNames) {
  propose({item({"it's done", "open", "late"}, "open")});
  EXPECT_EQ(listener_.lines.front(), "Detected added value 'late' of type 'state'");
}

TEST_F(EnumRoundTrip, ATypeIsMadeAnewWithoutTheValuesThatGo) {
  options_.rebuild_enums = true;
  run({"ALTER TABLE item ADD COLUMN many state[]", "UPDATE item SET many = ARRAY[s]"});
  Table wanted = item({"new", "it's done"}, "new");
  wanted.columns.push_back(
      {.name = "many", .type = type::Array{.item = Type(wanted.columns[1].type)}});
  const ProducedMigration made = propose({wanted});
  const Texts found(listener_.lines.begin(), listener_.lines.begin() + 3);
  EXPECT_EQ(found, (Texts{"Detected added value 'new' of type 'state'",
                          "Detected removed value 'open' of type 'state'",
                          "Detected removed value 'old' of type 'state'"}));
  EXPECT_THROW(apply(made.upgrade), DatabaseError);  // a row has the value that goes
  connection_->rollback();
  run({"DELETE FROM item WHERE s = 'open'"});
  apply(made.upgrade);
  EXPECT_TRUE(propose({wanted}).upgrade.empty());
  EXPECT_EQ(enum_values(), (Texts{"new", "it's done"}));
  EXPECT_EQ(ask("SELECT s::text || many::text FROM item"), "it's done{\"it's done\"}");
  apply(made.downgrade);
  EXPECT_EQ(enum_values(), (Texts{"open", "it's done", "old"}));
  run({"INSERT INTO item DEFAULT VALUES"});
  EXPECT_EQ(ask("SELECT string_agg(s::text, ' ' ORDER BY id) FROM item"), "it's done open");
}

}  // namespace
}  // namespace retort
