// SPDX-License-Identifier: MIT
#include "autogenerate/drop_order.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

using Names = std::vector<std::string>;

Table table(const char* name, const Names& referred = {}) {
  Table made{.name = name};
  for (const auto& other : referred) {
    made.constraints.emplace_back(ForeignKey{.columns = {"x"}, .referred_table = TableName(other)});
  }
  return made;
}

/// Removes the first tables of a database; the others are changed.
class Removing {
 public:
  Removing(std::vector<Table> tables, std::size_t removed) {
    made_.database = std::move(tables);
    for (std::size_t i = 0; i < made_.database.size(); ++i) {
      const auto& name = made_.database[i].name;
      if (i >= removed) {
        made_.differences.emplace_back(TableDifferences{.table = name});
        continue;
      }
      if (!made_.database[i].indexes.empty()) {
        made_.differences.emplace_back(TableDifferences{.table = name});
      }
      made_.differences.emplace_back(
          Difference{.operation = op::DropTable{.table = name}, .database = ObjectPosition{i}});
    }
  }

  Names order() const {
    Names names;
    for (const auto* group : with_drops_in_order(made_)) {
      if (const auto* change = std::get_if<TableDifferences>(group)) {
        names.push_back("~" + change->table.name);
      } else {
        const auto& operation = std::get<Difference>(*group).operation;
        names.push_back(std::get<op::DropTable>(operation.base()).table.name);
      }
    }
    return names;
  }

 private:
  Comparison made_;
};

TEST(ReferringFirst, PutsTablesBehindThoseThatReferToThem) {
  const std::vector<Table> tables = {table("a"), table("b", {"a", "b"}), table("c", {"b"}),
                                     table("d")};
  EXPECT_EQ(referring_first(tables, {0, 1, 2, 3}), (std::vector<std::size_t>{2, 1, 0, 3}));
  EXPECT_EQ(referring_first(tables, {0, 3, 2}), (std::vector<std::size_t>{0, 3, 2}));
}

TEST(ReferringFirst, LeavesACircleAsItWas) {
  const std::vector<Table> tables = {table("a", {"b"}), table("b", {"a"}), table("c", {"a"})};
  EXPECT_EQ(referring_first(tables, {0, 1, 2}), (std::vector<std::size_t>{2, 0, 1}));
}

TEST(DropOrder, KeepsTheOrderOfTablesThatHaveNothingToDoWithEachOther) {
  EXPECT_EQ(Removing({table("a"), table("b"), table("c")}, 2).order(), (Names{"a", "b", "~c"}));
}

TEST(DropOrder, TablesThatReferGoFirst) {
  EXPECT_EQ(Removing({table("a"), table("b", {"a"}), table("c", {"b"})}, 3).order(),
            (Names{"c", "b", "a"}));
  EXPECT_EQ(Removing({table("a", {"a"}), table("b", {"a"})}, 2).order(), (Names{"b", "a"}));
}

TEST(DropOrder, WhatAStayingTableRefersToGoesLast) {
  EXPECT_EQ(Removing({table("a"), table("b"), table("stays", {"a"})}, 2).order(),
            (Names{"b", "~stays", "a"}));
}

TEST(DropOrder, WhatALateTableRefersToGoesAfterIt) {
  EXPECT_EQ(Removing({table("a"), table("b", {"a"}), table("stays", {"b"})}, 2).order(),
            (Names{"~stays", "b", "a"}));
}

TEST(DropOrder, IndexesGoWithTheirTable) {
  auto indexed = table("a");
  indexed.indexes.push_back({.name = Name("ix"), .elements = {"x"}});
  EXPECT_EQ(Removing({indexed, table("b", {"a"}), table("stays")}, 2).order(),
            (Names{"b", "~a", "a", "~stays"}));
}

TEST(DropOrder, CirclesKeepTheirOrder) {
  EXPECT_EQ(Removing({table("a", {"b"}), table("b", {"a"})}, 2).order(), (Names{"a", "b"}));
}

}  // namespace
}  // namespace retort
