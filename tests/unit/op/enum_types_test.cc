// SPDX-License-Identifier: MIT
#include "op/enum_types.h"

#include "op/data_loss.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

using Tables = std::vector<Table>;

type::Enum mood() { return {.values = {"sad", "glad"}, .name = "mood"}; }
Column mood_column() { return {.name = "mood", .type = mood()}; }
Table person(std::vector<Column> columns) {
  return {.name = "person", .columns = std::move(columns)};
}

TEST(EnumTypes, AreCreatedBeforeTheColumnThatNeedsThem) {
  const std::vector<Operation> add = {op::AddColumn{.table = "person", .column = mood_column()}};
  const std::vector<Operation> expected = {op::CreateEnum{.type = mood()}, add[0]};
  EXPECT_EQ(with_enum_types(add, {.dialect = &dialect("postgresql").info(),
                                  .before = Tables{person({})},
                                  .after = Tables{person({mood_column()})}}),
            expected);
  EXPECT_EQ(with_enum_types(add, {.dialect = &dialect("sqlite").info(),
                                  .before = Tables{person({})},
                                  .after = Tables{person({mood_column()})}}),
            add);
}

TEST(EnumTypes, ComeWithTheFirstTableAndStayOutOfTheSecond) {
  Table other = person({mood_column()});
  other.name = "animal";
  const std::vector<Operation> made = with_enum_types(
      {op::CreateTable{.table = person({mood_column()})}, op::CreateTable{.table = other}},
      {.dialect = &dialect("postgresql").info(), .after = Tables{person({mood_column()}), other}});
  ASSERT_EQ(made.size(), 2U);
  const auto& first = std::get<op::CreateTable>(made[0]).table.columns[0].type;
  const auto& second = std::get<op::CreateTable>(made[1]).table.columns[0].type;
  EXPECT_TRUE(std::get<type::Enum>(first.kind).create_type);
  EXPECT_FALSE(std::get<type::Enum>(second.kind).create_type);
}

TEST(EnumTypes, GoWithTheLastColumnOfTheirs) {
  const std::vector<Operation> drop = {op::DropTable{.table = "person"}};
  const std::vector<Operation> expected = {drop[0], op::DropEnum{.type = mood()}};
  EXPECT_EQ(with_enum_types(drop, {.dialect = &dialect("postgresql").info(),
                                   .before = Tables{person({mood_column()})}}),
            expected);
}

TEST(EnumTypes, AreLeftToAuthorsWhoCreateThemThemselves) {
  Column own = mood_column();
  std::get<type::Enum>(own.type.kind).create_type = false;
  const std::vector<Operation> add = {op::AddColumn{.table = "person", .column = own}};
  EXPECT_EQ(with_enum_types(
                add, {.dialect = &dialect("postgresql").info(), .after = Tables{person({own})}}),
            add);
  const std::vector<Operation> drop = {op::DropTable{.table = "person"}};
  EXPECT_EQ(with_enum_types(
                drop, {.dialect = &dialect("postgresql").info(), .before = Tables{person({own})}}),
            drop);
}

TEST(EnumTypes, OfADatabaseComeBackWithTheirTable) {
  Column found = mood_column();
  std::get<type::Enum>(found.type.kind).create_type = false;
  const std::vector<Operation> made = with_enum_types({op::CreateTable{.table = person({found})}},
                                                      {.dialect = &dialect("postgresql").info(),
                                                       .after = Tables{person({found})},
                                                       .reflected = Tables{person({found})}});
  ASSERT_EQ(made.size(), 1U);
  const Type& type = std::get<op::CreateTable>(made[0]).table.columns[0].type;
  EXPECT_TRUE(std::get<type::Enum>(type.kind).create_type);
}

TEST(EnumTypes, AreFoundInArraysAndBatches) {
  const Column moods{.name = "moods", .type = type::Array{.item = Type(mood())}};
  const std::vector<Operation> made = with_enum_types(
      {op::AlterTableBatch("person", {op::AddColumn{.table = "person", .column = moods}})},
      {.dialect = &dialect("postgresql").info(),
       .before = Tables{person({})},
       .after = Tables{person({moods})}});
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0], Operation(op::CreateEnum{.type = mood()}));
}

TEST(DataLoss, WarnsOfADropThatMayBeARename) {
  const Operation drop = op::DropColumn{.table = "person", .column = "mood"};
  const Operation add = op::AddColumn{.table = "person", .column = {.name = "temper"}};
  const Operation elsewhere = op::AddColumn{.table = "animal", .column = {.name = "temper"}};
  EXPECT_EQ(rename_warning(drop, {add, drop}),
            "Data loss: if column 'mood' of table 'person' was renamed to 'temper', rename it "
            "instead.");
  EXPECT_EQ(rename_warning(drop, {op::AlterTableBatch("person", {add}), drop}),
            rename_warning(drop, {add, drop}));
  EXPECT_EQ(rename_warning(drop, {elsewhere, drop}), "");
  EXPECT_EQ(rename_warning(add, {add, drop}), "");
}

TEST(DataLoss, WarnsOfTablesLikewise) {
  const Operation drop = op::DropTable{.table = "person"};
  EXPECT_EQ(rename_warning(drop, {op::CreateTable{.table = {.name = {"human", "crm"}}}, drop}),
            "Data loss: if table 'person' was renamed to 'crm.human', rename it instead.");
  EXPECT_EQ(rename_warning(drop, {drop}), "");
}

}  // namespace
}  // namespace retort
