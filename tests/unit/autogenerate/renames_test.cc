// SPDX-License-Identifier: MIT
#include "unit/autogenerate/comparing.h"

#include <gtest/gtest.h>

namespace retort::test {
namespace {

Table renamed(Table table, const char* old_name) {
  table.options["renamed_from"] = old_name;
  return table;
}
Column renamed(Column column, const char* old_name) {
  column.options["renamed_from"] = old_name;
  return column;
}

TEST(Renames, AColumnThatSaysSoIsRenamedWithItsIndexes) {
  Comparing comparing({"CREATE TABLE item (id INTEGER NOT NULL, old INTEGER, PRIMARY KEY (id))",
                       "CREATE INDEX ix_old ON item (old)"});
  Table model = table("item", {renamed({.name = "fresh", .type = type::Integer{}}, "old")});
  model.indexes = {Index{.name = "ix_old", .elements = {"fresh"}}};
  const Comparison comparison = comparing.compare({model});
  const ProducedMigration made = produce_migrations(comparison);
  ASSERT_EQ(made.upgrade.size(), 1U);
  const auto& alter = std::get<op::AlterColumn>(made.upgrade[0].base());
  EXPECT_EQ(alter.column, "old");
  EXPECT_EQ(alter.new_column_name, "fresh");
  const auto& undone = std::get<op::AlterColumn>(made.downgrade.at(0).base());
  EXPECT_EQ(undone.column, "fresh");
  EXPECT_EQ(undone.new_column_name, "old");
}

TEST(Renames, WhatElseChangesIsAnOperationOfItsOwn) {
  Comparing comparing({"CREATE TABLE item (id INTEGER NOT NULL, old INTEGER, PRIMARY KEY (id))"});
  const Comparison comparison = comparing.compare({table(
      "item", {renamed({.name = "fresh", .type = type::Integer{}, .nullable = false}, "old")})});
  const ProducedMigration made = produce_migrations(comparison);
  ASSERT_EQ(made.upgrade.size(), 2U);
  EXPECT_EQ(std::get<op::AlterColumn>(made.upgrade[1].base()).column, "fresh");
}

TEST(Renames, ATableIsRenamedAndForeignKeysToItFollow) {
  Comparing comparing({"CREATE TABLE old (id INTEGER NOT NULL, PRIMARY KEY (id))",
                       "CREATE TABLE item (id INTEGER NOT NULL, owner INTEGER, PRIMARY KEY (id), "
                       "FOREIGN KEY(owner) "
                       "REFERENCES old (id))"});
  Column owner{.name = "owner", .type = type::Integer{}};
  owner.references = {ColumnReference{.table = "fresh", .column = "id"}};
  const std::vector<Table> model = {renamed(table("fresh", {}), "old"), table("item", {owner})};
  const Comparison comparison = comparing.compare(model);
  ASSERT_EQ(comparison.differences.size(), 1U);
  const auto& difference = std::get<Difference>(comparison.differences[0]);
  EXPECT_EQ(std::get<op::RenameTable>(difference.operation.base()),
            (op::RenameTable{.table = "old", .new_name = "fresh"}));
  EXPECT_EQ(comparing.listener.lines, Texts{"Detected renamed table 'old', now 'fresh'"});
}

TEST(Renames, OperationsCarryNoHints) {
  Comparing comparing({"CREATE TABLE item (id INTEGER NOT NULL, PRIMARY KEY (id))"});
  const Column column = renamed({.name = "a", .type = type::Integer{}}, "b");
  const ProducedMigration made = produce_migrations(
      comparing.compare({renamed(table("fresh", {column}), "old"), table("item", {column})}));
  ASSERT_EQ(made.upgrade.size(), 2U);
  const Table& created = std::get<op::CreateTable>(made.upgrade[0].base()).table;
  EXPECT_TRUE(created.options.empty());
  EXPECT_TRUE(created.columns[1].options.empty());
  EXPECT_TRUE(std::get<op::AddColumn>(made.upgrade[1].base()).column.options.empty());
}

TEST(Renames, AHintThatNoLongerAppliesIsPassedOver) {
  Comparing comparing(
      {"CREATE TABLE item (id INTEGER NOT NULL, fresh INTEGER, old INTEGER, "
       "PRIMARY KEY (id))"});
  EXPECT_EQ(comparing.differences(
                {table("item", {renamed({.name = "fresh", .type = type::Integer{}}, "old")})}),
            Texts{"drop column item.old"});
  EXPECT_EQ(
      comparing.differences({renamed(table("item", {{.name = "fresh", .type = type::Integer{}},
                                                    {.name = "old", .type = type::Integer{}}}),
                                     "gone")}),
      Texts{});
}

}  // namespace
}  // namespace retort::test
