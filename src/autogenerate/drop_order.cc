// SPDX-License-Identifier: MIT
#include "autogenerate/drop_order.h"

#include "schema/lookup.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>

namespace retort {
namespace {

// A removed table: its drop, and the drops of its indexes in front of that.
struct Removal {
  std::size_t table = 0;  // in the database
  std::vector<const DifferenceGroup*> groups = {};
  bool late = false;  // behind the changes of the tables that stay
};

bool refers_to(const Table& table, const Table& other) {
  return std::any_of(table.constraints.begin(), table.constraints.end(),
                     [&](const Constraint& constraint) {
                       const auto* key = std::get_if<ForeignKey>(&constraint);
                       return key && same_table(key->referred_table, other.name);
                     });
}

// The table that a group drops, by its place in the database.
const std::size_t* dropped_table(const DifferenceGroup& group) {
  const auto* difference = std::get_if<Difference>(&group);
  if (!difference || !difference->database ||
      !std::holds_alternative<op::DropTable>(difference->operation.base())) {
    return nullptr;
  }
  return &difference->database->table;
}

class DropOrder {
 public:
  explicit DropOrder(const Comparison& comparison) : tables_(comparison.database) {
    for (const auto& group : comparison.differences) take(group);
    for (const auto& removal : removals_) removed_.insert(removal.table);
    find_late();
    sort();
  }

  std::vector<const DifferenceGroup*> result() const {
    std::vector<const DifferenceGroup*> made(others_.begin(), others_.begin() + first_);
    add(false, made);
    made.insert(made.end(), others_.begin() + first_, others_.end());
    add(true, made);
    return made;
  }

 private:
  void take(const DifferenceGroup& group) {
    const auto* table = dropped_table(group);
    if (!table) {
      others_.push_back(&group);
      return;
    }
    Removal removal{.table = *table};
    const auto* before = others_.empty() ? nullptr : std::get_if<TableDifferences>(others_.back());
    if (before && same_table(before->table, tables_[*table].name)) {
      removal.groups.push_back(others_.back());
      others_.pop_back();
    }
    removal.groups.push_back(&group);
    if (removals_.empty()) first_ = static_cast<std::ptrdiff_t>(others_.size());
    removals_.push_back(std::move(removal));
  }

  // What a table that stays refers to is late, and what a late table refers to.
  void find_late() {
    for (auto& removal : removals_) {
      for (std::size_t i = 0; i < tables_.size(); ++i) {
        if (removed_.count(i) == 0 && refers_to(tables_[i], tables_[removal.table])) {
          removal.late = true;
        }
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (auto& removal : removals_) {
        if (removal.late) continue;
        removal.late = std::any_of(removals_.begin(), removals_.end(), [&](const Removal& other) {
          return other.late && refers_to(tables_[other.table], tables_[removal.table]);
        });
        changed = changed || removal.late;
      }
    }
  }

  void sort() {
    std::map<std::size_t, Removal> by_table;
    std::vector<std::size_t> tables;
    for (auto& removal : removals_) {
      tables.push_back(removal.table);
      by_table.emplace(removal.table, std::move(removal));
    }
    removals_.clear();
    for (const auto table : referring_first(tables_, tables)) {
      removals_.push_back(std::move(by_table.at(table)));
    }
  }

  void add(bool late, std::vector<const DifferenceGroup*>& made) const {
    for (const auto& removal : removals_) {
      if (removal.late != late) continue;
      made.insert(made.end(), removal.groups.begin(), removal.groups.end());
    }
  }

  const std::vector<Table>& tables_;
  std::vector<const DifferenceGroup*> others_;
  std::vector<Removal> removals_;
  std::set<std::size_t> removed_;
  std::ptrdiff_t first_ = 0;  // where the removals stood among the others
};

}  // namespace

std::vector<std::size_t> referring_first(const std::vector<Table>& tables,
                                         const std::vector<std::size_t>& chosen) {
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (std::size_t place = 0; place < chosen.size(); ++place) {
    const TableName& name = tables[chosen[place]].name;
    places.emplace(std::pair(name.schema.value_or(""), name.name), place);
  }
  // By places in `chosen`: what each refers to, and how many refer to it.
  std::vector<std::set<std::size_t>> targets(chosen.size());
  std::vector<std::size_t> referrers(chosen.size());
  for (std::size_t place = 0; place < chosen.size(); ++place) {
    for (const Constraint& constraint : tables[chosen[place]].constraints) {
      const auto* key = std::get_if<ForeignKey>(&constraint);
      if (!key) continue;
      const TableName& referred = key->referred_table;
      const auto target = places.find({referred.schema.value_or(""), referred.name});
      if (target == places.end() || target->second == place) continue;
      if (targets[place].insert(target->second).second) ++referrers[target->second];
    }
  }
  std::set<std::size_t> left;
  std::set<std::size_t> free;
  for (std::size_t place = 0; place < chosen.size(); ++place) {
    left.insert(place);
    if (referrers[place] == 0) free.insert(place);
  }
  std::vector<std::size_t> made;
  while (!left.empty()) {
    const std::size_t next = free.empty() ? *left.begin() : *free.begin();
    left.erase(next);
    free.erase(next);
    made.push_back(chosen[next]);
    for (const std::size_t target : targets[next]) {
      if (--referrers[target] == 0 && left.count(target) != 0) free.insert(target);
    }
  }
  return made;
}

std::vector<const DifferenceGroup*> with_drops_in_order(const Comparison& comparison) {
  return DropOrder(comparison).result();
}

}  // namespace retort
