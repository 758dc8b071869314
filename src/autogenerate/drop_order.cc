// SPDX-License-Identifier: MIT
#include "autogenerate/drop_order.h"

#include "schema/lookup.h"

#include <algorithm>
#include <cstddef>
#include <set>
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
    std::vector<Removal> left = std::move(removals_);
    removals_.clear();
    const auto is_free = [&](const Removal& removal) {
      return std::none_of(left.begin(), left.end(), [&](const Removal& other) {
        return other.table != removal.table &&
               refers_to(tables_[other.table], tables_[removal.table]);
      });
    };
    while (!left.empty()) {
      auto next = std::find_if(left.begin(), left.end(), is_free);
      if (next == left.end()) next = left.begin();
      removals_.push_back(std::move(*next));
      left.erase(next);
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

std::vector<const DifferenceGroup*> with_drops_in_order(const Comparison& comparison) {
  return DropOrder(comparison).result();
}

}  // namespace retort
