// SPDX-License-Identifier: MIT
#include "op/evolve.h"

#include "retort/error.h"

#include "op/describe.h"
#include "op/reverse.h"
#include "unit/op/random_schema.h"

#include <gtest/gtest.h>

#include <string>

namespace retort {
namespace {

constexpr unsigned seeds = 2000;

Table account() {
  Table table{.name = "account"};
  table.columns = {Column{.name = "id", .type = type::Integer{}, .nullable = false},
                   Column{.name = "name", .type = type::String{.length = 50}},
                   Column{.name = "age", .type = type::Integer{}}};
  table.columns.front().primary_key = true;
  table.constraints = {PrimaryKey{.name = Name("pk"), .columns = {"id"}},
                       Unique{.name = Name("uq"), .columns = {"name", "age"}},
                       Check{.name = Name("ck"), .condition = text("age > 0")}};
  table.indexes = {Index{.name = Name("ix"), .elements = {"age"}}};
  return table;
}

TEST(Evolve, IsUndoneByTheReverse) {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    testing::RandomSchema random(seed);
    const auto before = random.schema();
    const auto operation = random.operation();
    auto schema = before;
    evolve(schema, operation);
    ASSERT_FALSE(schema == before) << "seed " << seed << ": " << describe(operation);
    for (const auto& undo : reverse(operation)) evolve(schema, undo);
    ASSERT_EQ(schema, before) << "seed " << seed << ": " << describe(operation);
  }
}

TEST(Evolve, OfABatchIsUndoneByTheReverse) {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    testing::RandomSchema random(seed);
    const auto operation = random.operation();
    const auto* add = std::get_if<op::AddColumn>(&operation.base());
    const auto* create = std::get_if<op::CreateIndex>(&operation.base());
    if (!add && !create) continue;
    const op::AlterTableBatch batch(add ? add->table : create->table, {operation});
    auto schema = random.schema();
    evolve(schema, batch);
    for (const auto& undo : reverse(batch)) evolve(schema, undo);
    ASSERT_EQ(schema, random.schema()) << "seed " << seed << ": " << describe(operation);
  }
}

TEST(Evolve, TakesAwayWhatSpeaksOfADroppedColumn) {
  auto table = account();
  evolve(table, op::DropColumn{.table = "account", .column = "age"});
  EXPECT_EQ(table.columns.size(), 2U);
  EXPECT_EQ(table.constraints.size(), 1U);
  EXPECT_TRUE(table.indexes.empty());
}

TEST(Evolve, RenamesAColumnWhereverItStands) {
  auto table = account();
  evolve(table, op::AlterColumn{.table = "account", .column = "age", .new_column_name = "years"});
  EXPECT_EQ(std::get<Unique>(table.constraints[1]).columns,
            (std::vector<std::string>{"name", "years"}));
  EXPECT_EQ(std::get<Check>(table.constraints[2]).condition, text("years > 0"));
  EXPECT_EQ(table.indexes.front().elements, (std::vector<IndexElement>{"years"}));
}

TEST(Evolve, RenamesWhatOtherTablesReferTo) {
  Schema schema{.tables = {account()}};
  Table other{.name = "other", .columns = {Column{.name = "account_id"}}};
  other.constraints = {ForeignKey{.name = Name("fk"),
                                  .columns = {"account_id"},
                                  .referred_table = "account",
                                  .referred_columns = {"id"}}};
  schema.tables.push_back(other);
  evolve(schema, op::AlterColumn{.table = "account", .column = "id", .new_column_name = "key"});
  evolve(schema, op::RenameTable{.table = "account", .new_name = "person"});
  const auto& key = std::get<ForeignKey>(schema.tables[1].constraints.front());
  EXPECT_EQ(key.referred_table.name, "person");
  EXPECT_EQ(key.referred_columns, (std::vector<std::string>{"key"}));
}

TEST(Evolve, TurnsWhatIsWrittenAtANewColumnIntoConstraintsAndIndexes) {
  auto table = account();
  Column column{.name = "boss_id", .type = type::Integer{}, .index = true};
  column.references = {ColumnReference{.name = Name("fk"), .table = "account", .column = "id"}};
  evolve(table, op::AddColumn{.table = "account", .column = column});
  EXPECT_EQ(table.indexes.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<ForeignKey>(table.constraints.back()));
}

TEST(Evolve, RefusesWhatIsNotThere) {
  auto table = account();
  EXPECT_THROW(evolve(table, op::DropColumn{.table = "account", .column = "nope"}), Error);
  EXPECT_THROW(evolve(table, op::DropColumn{.table = "nope", .column = "age"}), Error);
  EXPECT_NO_THROW(
      evolve(table, op::DropColumn{.table = "account", .column = "nope", .if_exists = true}));
  EXPECT_THROW(evolve(table, op::DropConstraint{.name = Name("no"), .table = "account"}), Error);
  EXPECT_THROW(evolve(table, op::DropIndex{.name = "no", .table = TableName("account")}), Error);
}

std::string failure_of(const Operation& operation) {
  try {
    reverse(operation);
  } catch (const UnsupportedError& error) {
    return error.what();
  }
  return "no failure";
}

TEST(Reverse, SaysWhatIsMissing) {
  EXPECT_EQ(failure_of(op::DropColumn{.table = "t", .column = "c"}),
            "operation is not reversible; original column is not present");
  EXPECT_EQ(failure_of(op::DropConstraint{.name = Name("c"), .table = "t"}),
            "constraint cannot be produced; original constraint is not present");
  EXPECT_EQ(failure_of(op::DropTable{.table = "t"}),
            "operation is not reversible; original table is not present");
  EXPECT_NE(failure_of(op::AlterColumn{.table = "t", .column = "c", .nullable = true}),
            "no failure");
  EXPECT_NE(failure_of(op::Execute{.statement = text("SELECT 1")}), "no failure");
}

TEST(Reverse, OfABatchGoesBackwards) {
  const op::AlterTableBatch batch(
      "t", {op::AddColumn{.table = "t", .column = Column{.name = "a"}},
            op::CreateIndex{.table = "t", .index = Index{.name = Name("ix"), .elements = {"a"}}}});
  const auto undo = std::get<op::AlterTableBatch>(reverse(batch).front().base());
  ASSERT_EQ(undo.operations.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<op::DropIndex>(undo.operations[0].base()));
  EXPECT_TRUE(std::holds_alternative<op::DropColumn>(undo.operations[1].base()));
}

TEST(Describe, IsOneLine) {
  EXPECT_EQ(describe(op::CreateTable{.table = account()}), "create table account (3 columns)");
  EXPECT_EQ(describe(op::AddColumn{.table = {"t", "s"}, .column = Column{.name = "c"}}),
            "add column s.t.c");
  EXPECT_EQ(describe(op::AlterColumn{.table = "t",
                                     .column = "c",
                                     .nullable = false,
                                     .server_default = op::Remove{},
                                     .new_column_name = "d"}),
            "alter column t.c: rename to d, forbid NULL, drop the default");
  EXPECT_EQ(describe(op::AddConstraint{
                .table = "t",
                .constraint =
                    ForeignKey{.name = Name("fk"), .columns = {"a", "b"}, .referred_table = "o"}}),
            "add foreign key fk on t (a, b) to o");
  EXPECT_EQ(describe(op::Execute{.statement = text("UPDATE t\n  SET a = 1")}),
            "execute UPDATE t SET a = 1");
  EXPECT_EQ(
      describe(op::AlterTableBatch("t", {op::DropColumn{.table = "t", .column = "c"},
                                         op::DropIndex{.name = "ix", .table = TableName("t")}})),
      "alter table t in a batch: drop column t.c, drop index ix on t");
}

}  // namespace
}  // namespace retort
