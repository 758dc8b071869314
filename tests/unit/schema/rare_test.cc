// SPDX-License-Identifier: MIT
#include "retort/rare.h"

#include "retort/schema.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort {
namespace {

TEST(Rare, HoldsNothingUntilSomethingIsSaid) {
  const Column column{.name = "a"};
  EXPECT_FALSE(column.comment);
  EXPECT_FALSE(column.comment.has_value());
  EXPECT_TRUE(column.comment == std::nullopt);
  EXPECT_EQ(column.comment.value_or("none"), "none");
  EXPECT_THROW((void)column.comment.value(), std::bad_optional_access);
}

TEST(Rare, IsCopiedAndComparedByValue) {
  const Column column{.name = "a", .server_default = "1", .comment = "first"};
  Column copy = column;
  EXPECT_TRUE(copy == column);
  *copy.comment = "second";
  EXPECT_TRUE(column.comment == "first");
  EXPECT_FALSE(copy == column);
  copy = column;
  EXPECT_TRUE(copy == column);
  copy.server_default = std::nullopt;
  EXPECT_FALSE(copy == column);
  EXPECT_FALSE(column == copy);
}

TEST(Rare, IsMadeOfAnOptionalAndGivesOne) {
  const std::optional<std::string> some = "text";
  const Rare<std::string> rare = some;
  EXPECT_TRUE(rare == some);
  const std::optional<std::string> back = rare;
  EXPECT_EQ(back, some);
  const std::optional<std::string> nothing;
  EXPECT_FALSE(Rare<std::string>(nothing));
  EXPECT_FALSE(rare == nothing);
  const std::optional<std::string> still_nothing = Rare<std::string>();
  EXPECT_FALSE(still_nothing);
}

TEST(Rare, AssignedToItselfStaysWhatItIs) {
  Rare<std::string> rare = "text";
  Rare<std::string>& same = rare;
  rare = same;
  EXPECT_TRUE(rare == "text");
  rare = std::move(same);
  EXPECT_TRUE(rare == "text");
}

TEST(Rare, MovesWithoutACopy) {
  Rare<std::string> from = std::string(100, 'x');
  const char* text = from->data();
  const Rare<std::string> to = std::move(from);
  EXPECT_EQ(to->data(), text);
}

TEST(Prebuilt, IsTheContainerItIsMadeOf) {
  std::vector<Column> columns = {Column{.name = "a"}, Column{.name = "b"}};
  Table table{.name = "t", .columns = columns};
  EXPECT_TRUE(table.columns == columns);
  table.columns = {Column{.name = "c"}};
  ASSERT_EQ(table.columns.size(), 1U);
  EXPECT_EQ(table.columns[0].name, "c");
  columns = std::move(table.columns);
  EXPECT_EQ(columns.at(0).name, "c");
  table.columns = {};
  EXPECT_TRUE(table.columns.empty());
  Table copy = table;
  copy.options["postgresql_tablespace"] = "fast";
  EXPECT_FALSE(copy == table);
}

// A thousand tables have tens of thousands of them in memory.
TEST(Column, StaysSmall) { EXPECT_LE(sizeof(Column), 360U); }

}  // namespace
}  // namespace retort
