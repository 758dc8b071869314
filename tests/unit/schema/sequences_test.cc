// SPDX-License-Identifier: MIT
#include "schema/sequences.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(Sequences, OneIsListedOnceHoweverOftenItIsNamed) {
  MetaData model;
  model.schema = "app";
  model.sequences = {Sequence{.name = "a", .schema = "app"}};
  Column column;
  column.name = "id";
  column.sequence = Sequence{.name = "a"};
  Column other = column;
  other.name = "b";
  other.sequence = Sequence{.name = "b"};
  Table table;
  table.name = "t";
  table.columns = {column, other};
  model.tables = {table, table};
  const std::vector<Sequence> found = collect_sequences(model);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].name, "b");
  EXPECT_EQ(found[1].schema, "app");
}

}  // namespace
}  // namespace retort
