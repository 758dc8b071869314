// SPDX-License-Identifier: MIT
// The order in which new tables are listed.
#include "autogenerate/models.h"
#include "base/text.h"
#include "schema/dependency_sort.h"
#include "schema/lookup.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace retort {

std::vector<std::size_t> creation_order(const std::vector<Table>& tables, Reporter* reporter) {
  std::vector<std::string> keys;
  std::transform(tables.begin(), tables.end(), std::back_inserter(keys),
                 [](const Table& table) { return full_name(table.name); });
  std::vector<std::size_t> by_name(tables.size());
  std::iota(by_name.begin(), by_name.end(), std::size_t{0});
  std::stable_sort(by_name.begin(), by_name.end(),
                   [&](std::size_t one, std::size_t other) { return keys[one] < keys[other]; });
  std::vector<const Table*> sorted;
  std::transform(by_name.begin(), by_name.end(), std::back_inserter(sorted),
                 [&](std::size_t position) { return &tables[position]; });
  const TableOrder order = sort_by_dependency(sorted);
  if (reporter && !order.cycle.empty()) {
    std::vector<std::string> names;
    std::transform(order.cycle.begin(), order.cycle.end(), std::back_inserter(names),
                   [&](std::size_t position) { return full_name(sorted[position]->name); });
    std::sort(names.begin(), names.end());
    reporter->warn(
        "Cannot correctly sort tables; there are unresolvable cycles between tables \"" +
        join(names, ", ") +
        "\", which is usually caused by mutually dependent foreign key constraints.  Foreign key "
        "constraints involving these tables will not be considered; this warning may raise an "
        "error in a future release.");
  }
  std::vector<std::size_t> positions;
  std::transform(order.tables.begin(), order.tables.end(), std::back_inserter(positions),
                 [&](std::size_t position) { return by_name[position]; });
  return positions;
}

}  // namespace retort
