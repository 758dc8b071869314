// SPDX-License-Identifier: MIT
// Sorts in rounds: every round takes the tables that wait for none of those left.
#include "schema/dependency_sort.h"

#include "schema/lookup.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace retort {

namespace {

using Edge = std::pair<std::size_t, std::size_t>;  // parent, child

/// The order; the tables that could not be placed are left in `rest`.
std::vector<std::size_t> place(std::size_t count, const std::set<Edge>& edges,
                               std::vector<std::size_t>& rest) {
  std::vector<std::size_t> order;
  rest.clear();
  for (std::size_t i = 0; i < count; ++i) {
    rest.push_back(i);
  }
  while (!rest.empty()) {
    std::vector<std::size_t> round;
    for (const std::size_t child : rest) {
      const bool waits = std::any_of(rest.begin(), rest.end(), [&](std::size_t parent) {
        return edges.count({parent, child}) != 0;
      });
      if (!waits) {
        round.push_back(child);
      }
    }
    if (round.empty()) {
      break;
    }
    for (const std::size_t table : round) {
      order.push_back(table);
      rest.erase(std::find(rest.begin(), rest.end(), table));
    }
  }
  return order;
}

/// Whether a path of edges leads from one table back to itself.
bool is_in_cycle(std::size_t table, std::size_t count, const std::set<Edge>& edges) {
  std::vector<bool> reached(count, false);
  std::vector<std::size_t> open = {table};
  while (!open.empty()) {
    const std::size_t from = open.back();
    open.pop_back();
    for (const Edge& edge : edges) {
      if (edge.first != from || reached[edge.second]) {
        continue;
      }
      if (edge.second == table) {
        return true;
      }
      reached[edge.second] = true;
      open.push_back(edge.second);
    }
  }
  return false;
}

}  // namespace

TableOrder sort_by_dependency(const std::vector<Table>& tables) {
  TableOrder result;
  std::set<Edge> edges;
  std::vector<std::pair<ForeignKeyPosition, Edge>> keys;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    for (std::size_t c = 0; c < tables[t].constraints.size(); ++c) {
      const auto* key = std::get_if<ForeignKey>(&tables[t].constraints[c]);
      if (!key) {
        continue;
      }
      const ForeignKeyPosition position{.table = t, .constraint = c};
      if (key->rules.use_alter) {
        result.deferred.push_back(position);
        continue;
      }
      const Table* parent = find_table(tables, key->referred_table);
      if (!parent || parent == &tables[t]) {
        continue;
      }
      const Edge edge(static_cast<std::size_t>(parent - tables.data()), t);
      edges.insert(edge);
      keys.emplace_back(position, edge);
    }
  }
  std::vector<std::size_t> rest;
  result.tables = place(tables.size(), edges, rest);
  if (rest.empty()) {
    return result;
  }
  for (const std::size_t table : rest) {
    if (is_in_cycle(table, tables.size(), edges)) {
      result.cycle.push_back(table);
    }
  }
  auto in_cycle = [&](std::size_t table) {
    return std::find(result.cycle.begin(), result.cycle.end(), table) != result.cycle.end();
  };
  for (const auto& [position, edge] : keys) {
    if (in_cycle(edge.second)) {
      edges.erase(edge);
      result.deferred.push_back(position);
    }
  }
  result.tables = place(tables.size(), edges, rest);
  return result;
}

}  // namespace retort
