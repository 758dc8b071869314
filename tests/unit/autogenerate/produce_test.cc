// SPDX-License-Identifier: MIT
#include "unit/autogenerate/comparing.h"

#include <gtest/gtest.h>

namespace retort::test {
namespace {

Comparison two_groups() {
  Comparison comparison;
  comparison.differences.emplace_back(
      Difference{.operation = op::CreateTable{.table = table("new", {})}});
  comparison.differences.emplace_back(TableDifferences{
      .table = "item",
      .differences = {{.operation = op::AddColumn{.table = "item", .column = {.name = "a"}}},
                      {.operation = op::AddColumn{.table = "item", .column = {.name = "b"}}}}});
  return comparison;
}

TEST(ProduceMigrations, DowngradeIsTheReverse) {
  const ProducedMigration made = produce_migrations(two_groups());
  EXPECT_EQ(words(made.upgrade),
            (Texts{"create table new", "add column item.a", "add column item.b"}));
  EXPECT_EQ(words(made.downgrade),
            (Texts{"drop column item.b", "drop column item.a", "drop table new"}));
}

TEST(ProduceMigrations, ABatchHoldsTheChangesOfOneTable) {
  const ProducedMigration made = produce_migrations(two_groups(), {.as_batch = true});
  ASSERT_EQ(made.upgrade.size(), 2U);
  const auto& batch = std::get<op::AlterTableBatch>(made.upgrade[1].base());
  EXPECT_EQ(batch.table, TableName("item"));
  EXPECT_EQ(words(batch.operations), (Texts{"add column item.a", "add column item.b"}));
  ASSERT_EQ(made.downgrade.size(), 2U);
  const auto& undone = std::get<op::AlterTableBatch>(made.downgrade[0].base());
  EXPECT_EQ(words(undone.operations), (Texts{"drop column item.b", "drop column item.a"}));
}

TEST(ProduceMigrations, KeysThatCloseACircleComeBehindTheTablesAndGoBeforeThem) {
  auto referring = [](const char* name, const char* other) {
    Table made = table(name, {{.name = "other_id", .type = type::Integer{}}});
    made.constraints.emplace_back(
        ForeignKey{.columns = {"other_id"}, .referred_table = other, .referred_columns = {"id"}});
    return made;
  };
  Comparing comparing;
  const Comparison comparison =
      comparing.compare({referring("a", "b"), referring("b", "a"), referring("c", "c")});
  const ProducedMigration made = produce_migrations(comparison);
  EXPECT_EQ(words(made.upgrade), (Texts{"create table a", "create table b", "create table c",
                                        "add foreign key a_other_id_fkey on a"}));
  EXPECT_EQ(words(made.downgrade), (Texts{"drop foreign key a_other_id_fkey on a", "drop table c",
                                          "drop table b", "drop table a"}));
  const ProducedMigration whole = produce_migrations(comparison, {.splits_cycles = false});
  EXPECT_EQ(whole.upgrade.size(), 3U);
}

TEST(ProduceMigrations, AStatementIsUndoneAsItSaysOrStays) {
  Comparison comparison;
  auto execute = [](const char* sql) { return op::Execute{.statement = text(sql)}; };
  comparison.differences.emplace_back(Difference{.operation = execute("one")});
  comparison.differences.emplace_back(
      Difference{.operation = execute("two"), .undo = execute("three")});
  const ProducedMigration made = produce_migrations(comparison);
  EXPECT_EQ(made.upgrade.size(), 2U);
  ASSERT_EQ(made.downgrade.size(), 1U);
  EXPECT_EQ(made.downgrade[0], Operation(execute("three")));
}

TEST(ProduceMigrations, WhatIsProducedMakesTheDifferenceGoAway) {
  Comparing comparing({"CREATE TABLE item (id INTEGER NOT NULL, PRIMARY KEY (id))"});
  const std::vector<Table> model = {
      table("item", {{.name = "a", .type = type::Integer{}, .index = true}}),
      table("new", {{.name = "b", .type = type::Text{}, .nullable = false}})};
  const ProducedMigration made = produce_migrations(comparing.compare(model));
  auto run = [&](const std::vector<Operation>& operations) {
    for (const Operation& operation : operations) {
      for (const Statement& statement :
           dialect("sqlite").compile(operation, CompileOptions{}).statements) {
        comparing.connection().run(statement);
      }
    }
  };
  run(made.upgrade);
  EXPECT_EQ(comparing.differences(model), Texts{});
  EXPECT_EQ(words(made.downgrade).size(), made.upgrade.size());
}

}  // namespace
}  // namespace retort::test
