// SPDX-License-Identifier: MIT
// The order in which tables can be created: those that are referred to come first.
#pragma once

#include "retort/schema.h"

#include <cstddef>
#include <vector>

namespace retort {

/// A foreign key by the position of its table and its position among that table's constraints.
struct ForeignKeyPosition {
  std::size_t table = 0;
  std::size_t constraint = 0;
  bool operator==(const ForeignKeyPosition&) const = default;
};

struct TableOrder {
  std::vector<std::size_t> tables = {};  ///< positions in the given vector; drop in reverse
  /// Foreign keys (use_alter, or part of a cycle) to add once all tables stand.
  std::vector<ForeignKeyPosition> deferred = {};
  /// Positions of tables that refer to each other in a circle.
  std::vector<std::size_t> cycle = {};
  bool operator==(const TableOrder&) const = default;
};

/// Tables that depend on nothing keep the given order. References to tables that are not among the
/// given ones, and of a table to itself, do not count. Reads foreign keys of constraints, not those
/// still written at columns.
TableOrder sort_by_dependency(const std::vector<Table>& tables);
TableOrder sort_by_dependency(const std::vector<const Table*>& tables);

}  // namespace retort
