// SPDX-License-Identifier: MIT
#include "unit/autogenerate/comparing.h"

#include <gtest/gtest.h>

namespace retort::test {
namespace {

const char* const item =
    "CREATE TABLE item (id INTEGER NOT NULL, name VARCHAR(20), size INTEGER DEFAULT '5' NOT NULL, "
    "PRIMARY KEY (id))";

Column name_column() { return {.name = "name", .type = type::String{.length = 20}}; }
Column size_column() {
  return {.name = "size",
          .type = type::Integer{},
          .nullable = false,
          .server_default = std::string("5")};
}

TEST(CompareColumns, AddsInTheModelsOrderAndRemovesLast) {
  Comparing comparing({item});
  EXPECT_EQ(comparing.differences({table("item", {{.name = "b", .type = type::Text{}},
                                                  {.name = "a", .type = type::Text{}}})}),
            (Texts{"add column item.b", "add column item.a", "drop column item.name",
                   "drop column item.size"}));
  EXPECT_EQ(comparing.listener.lines,
            (Texts{"Detected added column 'item.b'", "Detected added column 'item.a'",
                   "Detected removed column 'item.name'", "Detected removed column 'item.size'"}));
}

TEST(CompareColumns, WhatIsComputedGoesBeforeTheColumnsItMayBeComputedFrom) {
  Comparing comparing(
      {"CREATE TABLE area (id INTEGER NOT NULL, a INTEGER, b INTEGER, "
       "z INTEGER GENERATED ALWAYS AS (a * b) STORED, PRIMARY KEY (id))"});
  EXPECT_EQ(comparing.differences({table("area", {})}),
            (Texts{"drop column area.z", "drop column area.a", "drop column area.b"}));
}

TEST(CompareColumns, AllChangesOfAColumnAreOneOperation) {
  Comparing comparing({item});
  Column name = name_column();
  name.type = type::Text{};
  name.nullable = false;
  const Comparison comparison = comparing.compare({table("item", {name, size_column()})});
  ASSERT_EQ(comparison.differences.size(), 1U);
  const auto& group = std::get<TableDifferences>(comparison.differences[0]);
  ASSERT_EQ(group.differences.size(), 1U);
  const auto& alter = std::get<op::AlterColumn>(group.differences[0].operation.base());
  EXPECT_EQ(alter.nullable, false);
  EXPECT_EQ(alter.existing_nullable, true);
  EXPECT_EQ(alter.type, Type(type::Text{}));
  EXPECT_TRUE(alter.existing_type.has_value());
  EXPECT_EQ(comparing.listener.lines,
            (Texts{"Detected NOT NULL on column 'item.name'",
                   "Detected type change from VARCHAR(20) to TEXT on 'item.name'"}));
  const ObjectPosition position{.table = 0, .element = 1};
  EXPECT_EQ(group.differences[0].model, position);
  EXPECT_EQ(group.differences[0].database, position);
}

TEST(CompareColumns, TypesAreComparedUnlessToldOtherwise) {
  Comparing comparing({item});
  Column name = name_column();
  name.type = type::String{.length = 30};
  const std::vector<Table> model = {table("item", {name, size_column()})};
  EXPECT_EQ(comparing.differences(model).size(), 1U);
  comparing.options.compare_type = false;
  EXPECT_EQ(comparing.differences(model), Texts{});
  comparing.options.compare_type = true;
  comparing.options.hooks.types_differ = [](const ComparedColumn&) { return false; };
  EXPECT_EQ(comparing.differences(model), Texts{});
}

TEST(CompareColumns, TheHookDecidesAboutTypesThatTheRulesTakeForTheSame) {
  Comparing comparing({item});
  comparing.options.hooks.types_differ = [](const ComparedColumn& column) -> std::optional<bool> {
    if (column.model.element == 1U) return true;
    return std::nullopt;
  };
  comparing.options.hooks.type_texts = [](const ComparedColumn&) {
    return TypeTexts{.database = "this", .model = "that"};
  };
  EXPECT_EQ(comparing.differences({table("item", {name_column(), size_column()})}).size(), 1U);
  EXPECT_EQ(comparing.listener.lines,
            Texts{"Detected type change from this to that on 'item.name'"});
}

TEST(CompareColumns, DefaultsAreComparedWhenAskedFor) {
  Comparing comparing({item});
  Column size = size_column();
  size.server_default = std::string("6");
  const std::vector<Table> model = {table("item", {name_column(), size})};
  EXPECT_EQ(comparing.differences(model), Texts{});
  comparing.options.compare_server_default = true;
  EXPECT_EQ(comparing.differences(model).size(), 1U);
  EXPECT_EQ(comparing.listener.lines,
            Texts{"Dialect impl <alembic.ddl.sqlite.SQLiteImpl object at 0x0> detected server "
                  "default on column 'item.size'"});
}

TEST(CompareColumns, AStringIsTheSameAsItsLiteralUnlessComparedAsAlembicDoes) {
  Comparing comparing({"CREATE TABLE t (a VARCHAR(9) DEFAULT '', b VARCHAR(9) DEFAULT 'it''s')"});
  const Table model{.name = "t",
                    .columns = {{.name = "a", .type = type::String{9}, .server_default = ""},
                                {.name = "b", .type = type::String{9}, .server_default = "it's"}}};
  comparing.options.compare_server_default = true;
  EXPECT_TRUE(comparing.differences({model}).empty());
  comparing.options.compare_literals = false;
  comparing.differences({model});
  EXPECT_EQ(comparing.listener.lines.size(), 2U);
}

TEST(CompareColumns, TheHookIsAskedAboutDefaultsWithTheirTexts) {
  Comparing comparing({item});
  Texts texts;
  comparing.options.hooks.server_defaults_differ =
      [&](const ComparedColumn& column) -> std::optional<bool> {
    texts.push_back(column.rendered_database_default.value_or("-") + " " +
                    column.rendered_model_default.value_or("-"));
    return true;
  };
  comparing.options.hooks.server_defaults_differ_text = "<function f at 0x0>";
  Column size = size_column();
  size.server_default.reset();
  const auto comparison = comparing.compare({table("item", {name_column(), size})});
  EXPECT_EQ(texts, Texts{"'5' -"});
  EXPECT_EQ(comparing.listener.lines,
            Texts{"User defined function <function f at 0x0> detected server default on column "
                  "'item.size'"});
  const auto& group = std::get<TableDifferences>(comparison.differences.at(0));
  const auto& alter = std::get<op::AlterColumn>(group.differences[0].operation.base());
  EXPECT_TRUE(std::holds_alternative<op::Remove>(alter.server_default));
  EXPECT_TRUE(std::holds_alternative<ServerDefault>(alter.existing_server_default));
}

TEST(CompareColumns, ComputedColumnsAreWarnedOf) {
  Comparing comparing(
      {"CREATE TABLE item (id INTEGER NOT NULL, a INTEGER, b INTEGER GENERATED ALWAYS AS (a * 2) "
       "STORED, PRIMARY KEY (id))"});
  comparing.options.compare_server_default = true;
  auto model = [](const char* sql) {
    return std::vector<Table>{
        table("item", {{.name = "a", .type = type::Integer{}},
                       {.name = "b",
                        .type = type::Integer{},
                        .server_default = Computed{.expression = text(sql), .persisted = true}}})};
  };
  EXPECT_EQ(comparing.differences(model("A*2")), Texts{});
  EXPECT_EQ(comparing.listener.warnings, Texts{});
  EXPECT_EQ(comparing.differences(model("a*3")), Texts{});
  EXPECT_EQ(comparing.listener.warnings, Texts{"Computed default on item.b cannot be modified"});
}

TEST(CompareColumns, ATypeThatNobodyKnowsIsNotCompared) {
  Comparing comparing({item});
  Column name = name_column();
  name.type = Type();
  EXPECT_EQ(comparing.differences({table("item", {name, size_column()})}), Texts{});
  const std::string line = "Column 'item.name' has no type within the model; can't compare";
  EXPECT_EQ(comparing.listener.lines, (Texts{line, line}));
}

TEST(CompareColumns, AHookMayAddToTheChangesOfAColumn) {
  Comparing comparing({item});
  comparing.options.hooks.on_column = [](const ComparedColumn& column, op::AlterColumn& alter) {
    if (column.model.element == 2U) alter.nullable = true;
  };
  EXPECT_EQ(comparing.differences({table("item", {name_column(), size_column()})}).size(), 1U);
}

}  // namespace
}  // namespace retort::test
