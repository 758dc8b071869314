// SPDX-License-Identifier: MIT
#include "schema/dependency_sort.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

Table make_table(const char* name, const std::vector<const char*>& referred) {
  Table table;
  table.name = name;
  for (const char* other : referred) {
    ForeignKey key;
    key.columns = {"x"};
    key.referred_table = other;
    table.constraints.emplace_back(key);
  }
  return table;
}

TEST(DependencySort, ReferredTablesComeFirstAndOthersKeepTheirOrder) {
  const TableOrder order = sort_by_dependency(
      {make_table("a", {"c"}), make_table("b", {}), make_table("c", {"c", "elsewhere"})});
  EXPECT_EQ(order.tables, (std::vector<std::size_t>{1, 2, 0}));
  EXPECT_TRUE(order.deferred.empty());
}

TEST(DependencySort, KeysOfACycleAreDeferredAndOnlyThose) {
  const TableOrder order =
      sort_by_dependency({make_table("a", {"b"}), make_table("b", {"a"}), make_table("c", {"a"})});
  EXPECT_EQ(order.cycle, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(order.deferred.size(), 2U);
  EXPECT_EQ(order.tables, (std::vector<std::size_t>{0, 1, 2}));
}

TEST(DependencySort, UseAlterTakesAKeyOutOfTheOrder) {
  std::vector<Table> tables = {make_table("a", {"b"}), make_table("b", {"a"})};
  std::get<ForeignKey>(tables[0].constraints[0]).rules.use_alter = true;
  const TableOrder order = sort_by_dependency(tables);
  EXPECT_EQ(order.tables, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(order.deferred, (std::vector<ForeignKeyPosition>{{.table = 0, .constraint = 0}}));
  EXPECT_TRUE(order.cycle.empty());
}

}  // namespace
}  // namespace retort
