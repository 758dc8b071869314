// SPDX-License-Identifier: MIT
// Foreign keys that a table cannot bring along or take with it, since the other table is not there
// yet or no more: circles of tables that refer to each other.
#pragma once

#include "retort/autogenerate.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace retort {

class KeyCycles {
 public:
  /// `groups` in the order in which they are carried out.
  explicit KeyCycles(const std::vector<const DifferenceGroup*>& groups);

  /// The operation that creates or drops a table, without the keys that are apart.
  Operation without_keys(const Operation& operation) const;

  /// What adds keys when the last table has been created, and drops them before the first one goes.
  const std::vector<Operation>& added() const { return added_; }
  const std::vector<Operation>& dropped() const { return dropped_; }
  /// The groups behind and before which that is.
  const DifferenceGroup* last_created() const { return last_created_; }
  const DifferenceGroup* first_dropped() const { return first_dropped_; }

 private:
  using Places = std::map<std::string, std::size_t>;  // of tables among the groups, by full name
  void find_added(const Table& table, const Places& created);
  void find_dropped(const op::DropTable& drop, const Places& dropped);

  std::vector<Operation> added_;
  std::vector<Operation> dropped_;
  std::map<std::string, std::vector<ForeignKey>> apart_;  // by table
  const DifferenceGroup* last_created_ = nullptr;
  const DifferenceGroup* first_dropped_ = nullptr;
};

}  // namespace retort
