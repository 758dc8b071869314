// SPDX-License-Identifier: MIT
#include "schema/resolve.h"

#include "retort/error.h"

#include "schema/lookup.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

Column make_column(std::string name, Type type) {
  Column column;
  column.name = std::move(name);
  column.type = std::move(type);
  return column;
}

Table two_columns() {
  Table table;
  table.name = "t";
  table.columns = {make_column("id", type::Integer{}), make_column("b", type::Integer{})};
  return table;
}

TEST(Resolve, TheKeyComesFirstThenTheAuthorsConstraintsThenThoseOfColumns) {
  Table table = two_columns();
  table.columns[0].primary_key = true;
  table.columns[1].unique = true;
  table.columns[1].references = {ColumnReference{.table = "o", .column = "id"}};
  table.constraints = {Check{.condition = text("b > 0")}};
  const ResolvedTable resolved = resolve(table);
  ASSERT_EQ(resolved.table.constraints.size(), 4U);
  EXPECT_TRUE(std::holds_alternative<PrimaryKey>(resolved.table.constraints[0]));
  EXPECT_TRUE(std::holds_alternative<Check>(resolved.table.constraints[1]));
  EXPECT_TRUE(std::holds_alternative<Unique>(resolved.table.constraints[2]));
  EXPECT_TRUE(std::holds_alternative<ForeignKey>(resolved.table.constraints[3]));
  EXPECT_TRUE(resolved.implied_primary_key);
  EXPECT_EQ(resolved.autoincrement_column, "id");
  EXPECT_FALSE(resolved.table.columns[1].unique);
}

TEST(Resolve, UniqueAndIndexTogetherAreOneUniqueIndex) {
  Table table = two_columns();
  table.columns[1].unique = true;
  table.columns[1].index = true;
  const ResolvedTable resolved = resolve(table);
  EXPECT_TRUE(resolved.table.constraints.empty());
  ASSERT_EQ(resolved.table.indexes.size(), 1U);
  EXPECT_TRUE(resolved.table.indexes.front().unique);
}

TEST(Resolve, AColumnThatRefersElsewhereDoesNotCountByItself) {
  Table table = two_columns();
  table.columns[0].primary_key = true;
  table.columns[0].references = {ColumnReference{.table = "o", .column = "id"}};
  EXPECT_FALSE(resolve(table).autoincrement_column);
  table.columns[0].autoincrement = Autoincrement::ignore_foreign_key;
  EXPECT_EQ(resolve(table).autoincrement_column, "id");
}

TEST(Resolve, ColumnsOfAKeyConstraintAreNotNull) {
  Table table = two_columns();
  table.constraints = {PrimaryKey{.columns = {"b", "id"}}};
  const ResolvedTable resolved = resolve(table);
  EXPECT_FALSE(resolved.implied_primary_key);
  EXPECT_FALSE(resolved.table.columns[0].is_nullable());
  EXPECT_FALSE(resolved.autoincrement_column);
}

TEST(Resolve, ChecksOfTypesDependOnTheDialect) {
  Table table = two_columns();
  table.columns.push_back(make_column("flag", type::Boolean{.create_constraint = true}));
  table.columns.push_back(make_column(
      "state", type::Enum{.values = {"x"}, .name = "state", .create_constraint = true}));
  EXPECT_EQ(resolve(table).table.constraints.size(), 2U);
  const ResolveOptions native{
      .dialect = "postgresql", .native_boolean = true, .native_enum = true, .format_type = {}};
  EXPECT_TRUE(resolve(table, native).table.constraints.empty());
}

TEST(Resolve, WhatCannotBeIsSaid) {
  Table twice = two_columns();
  twice.columns[1].name = "id";
  EXPECT_THROW(resolve(twice), Error);

  Table elsewhere = two_columns();
  elsewhere.constraints = {Unique{.columns = {"nope"}}};
  EXPECT_THROW(resolve(elsewhere), Error);

  Table text_key = two_columns();
  text_key.columns[0].type = type::String{};
  text_key.columns[0].primary_key = true;
  text_key.columns[0].autoincrement = Autoincrement::always;
  EXPECT_THROW(resolve(text_key), Error);
}

}  // namespace
}  // namespace retort
