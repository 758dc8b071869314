// SPDX-License-Identifier: MIT
// Sorts in rounds: every round takes the tables that wait for none of those left.
#include "schema/dependency_sort.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace retort {

namespace {

using Edge = std::pair<std::size_t, std::size_t>;  // parent, child

/// The order; the tables that could not be placed are left in `rest`.
std::vector<std::size_t> place(std::size_t count, const std::set<Edge>& edges,
                               std::vector<std::size_t>& rest) {
  std::vector<std::vector<std::size_t>> children(count);
  std::vector<std::size_t> waits_for(count, 0);
  for (const auto& [parent, child] : edges) {
    children[parent].push_back(child);
    ++waits_for[child];
  }
  rest.resize(count);
  std::iota(rest.begin(), rest.end(), std::size_t{0});
  std::vector<std::size_t> order;
  while (!rest.empty()) {
    std::vector<std::size_t> round;
    std::vector<std::size_t> later;
    for (const std::size_t table : rest) {
      (waits_for[table] == 0 ? round : later).push_back(table);
    }
    if (round.empty()) {
      break;
    }
    for (const std::size_t table : round) {
      order.push_back(table);
      for (const std::size_t child : children[table]) {
        --waits_for[child];
      }
    }
    rest = std::move(later);
  }
  return order;
}

/// Whether a path of edges leads from one table back to itself.
bool is_in_cycle(std::size_t table, const std::vector<std::vector<std::size_t>>& children) {
  std::vector<bool> reached(children.size(), false);
  std::vector<std::size_t> open = {table};
  while (!open.empty()) {
    const std::size_t from = open.back();
    open.pop_back();
    for (const std::size_t child : children[from]) {
      if (child == table) {
        return true;
      }
      if (!reached[child]) {
        reached[child] = true;
        open.push_back(child);
      }
    }
  }
  return false;
}

using TableKey = std::pair<std::string_view, std::string_view>;  // schema, name

TableKey key_of(const TableName& name) {
  return {name.schema ? std::string_view(*name.schema) : std::string_view(), name.name};
}

}  // namespace

TableOrder sort_by_dependency(const std::vector<Table>& tables) {
  std::vector<const Table*> pointers;
  std::transform(tables.begin(), tables.end(), std::back_inserter(pointers),
                 [](const Table& table) { return &table; });
  return sort_by_dependency(pointers);
}

TableOrder sort_by_dependency(const std::vector<const Table*>& tables) {
  TableOrder result;
  std::map<TableKey, std::size_t> positions;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    positions.emplace(key_of(tables[t]->name), t);
  }
  std::set<Edge> edges;
  std::vector<std::pair<ForeignKeyPosition, Edge>> keys;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    for (std::size_t c = 0; c < tables[t]->constraints.size(); ++c) {
      const auto* key = std::get_if<ForeignKey>(&tables[t]->constraints[c]);
      if (!key) {
        continue;
      }
      const ForeignKeyPosition position{.table = t, .constraint = c};
      if (key->rules.use_alter) {
        result.deferred.push_back(position);
        continue;
      }
      const auto parent = positions.find(key_of(key->referred_table));
      if (parent == positions.end() || parent->second == t) {
        continue;
      }
      const Edge edge(parent->second, t);
      edges.insert(edge);
      keys.emplace_back(position, edge);
    }
  }
  std::vector<std::size_t> rest;
  result.tables = place(tables.size(), edges, rest);
  if (rest.empty()) {
    return result;
  }
  std::vector<std::vector<std::size_t>> children(tables.size());
  for (const auto& [parent, child] : edges) {
    children[parent].push_back(child);
  }
  std::vector<bool> in_cycle(tables.size(), false);
  for (const std::size_t table : rest) {
    if (is_in_cycle(table, children)) {
      result.cycle.push_back(table);
      in_cycle[table] = true;
    }
  }
  for (const auto& [position, edge] : keys) {
    if (in_cycle[edge.second]) {
      edges.erase(edge);
      result.deferred.push_back(position);
    }
  }
  result.tables = place(tables.size(), edges, rest);
  return result;
}

}  // namespace retort
