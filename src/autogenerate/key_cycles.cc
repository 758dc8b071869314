// SPDX-License-Identifier: MIT
#include "autogenerate/key_cycles.h"

#include "base/text.h"
#include "schema/lookup.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

namespace retort {
namespace {

template <class T>
const T* operation_of(const DifferenceGroup& group) {
  const auto* difference = std::get_if<Difference>(&group);
  return difference ? std::get_if<T>(&difference->operation.base()) : nullptr;
}

/// What is added by itself has to be dropped by itself, and so has a name.
ForeignKey with_name(ForeignKey key, const TableName& table) {
  if (!key.name) {
    key.name = Name(table.name + "_" + join(key.columns, "_") + "_fkey", true);
  }
  return key;
}

void take_out(Table& table, const std::vector<ForeignKey>& keys) {
  auto& constraints = table.constraints;
  constraints.erase(std::remove_if(constraints.begin(), constraints.end(),
                                   [&](const Constraint& constraint) {
                                     const auto* key = std::get_if<ForeignKey>(&constraint);
                                     return key &&
                                            std::find(keys.begin(), keys.end(), *key) != keys.end();
                                   }),
                    constraints.end());
}

}  // namespace

KeyCycles::KeyCycles(const std::vector<const DifferenceGroup*>& groups) {
  Places created;
  Places dropped;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (const auto* create = operation_of<op::CreateTable>(*groups[i])) {
      created.emplace(full_name(create->table.name), i);
      last_created_ = groups[i];
    } else if (const auto* drop = operation_of<op::DropTable>(*groups[i])) {
      dropped.emplace(full_name(drop->table), i);
      first_dropped_ = first_dropped_ ? first_dropped_ : groups[i];
    }
  }
  for (const DifferenceGroup* group : groups) {
    if (const auto* create = operation_of<op::CreateTable>(*group)) {
      find_added(create->table, created);
    } else if (const auto* drop = operation_of<op::DropTable>(*group)) {
      find_dropped(*drop, dropped);
    }
  }
}

void KeyCycles::find_added(const Table& table, const Places& created) {
  const std::string name = full_name(table.name);
  for (const Constraint& constraint : table.constraints) {
    const auto* key = std::get_if<ForeignKey>(&constraint);
    const auto referred = key ? created.find(full_name(key->referred_table)) : created.end();
    if (referred == created.end() || referred->second <= created.at(name)) {
      continue;
    }
    apart_[name].push_back(*key);
    added_.emplace_back(
        op::AddConstraint{.table = table.name, .constraint = with_name(*key, table.name)});
  }
}

void KeyCycles::find_dropped(const op::DropTable& drop, const Places& dropped) {
  if (!drop.original) {
    return;
  }
  const std::string name = full_name(drop.table);
  for (const Constraint& constraint : drop.original->constraints) {
    const auto* key = std::get_if<ForeignKey>(&constraint);
    const auto referred = key ? dropped.find(full_name(key->referred_table)) : dropped.end();
    if (referred == dropped.end() || referred->second >= dropped.at(name)) {
      continue;
    }
    apart_[name].push_back(*key);
    dropped_.emplace_back(op::DropConstraint{.name = key->name,
                                             .table = drop.table,
                                             .type = op::ConstraintType::foreign_key,
                                             .original = *key});
  }
}

Operation KeyCycles::without_keys(const Operation& operation) const {
  const auto keys_of = [&](const TableName& table) {
    const auto found = apart_.find(full_name(table));
    return found == apart_.end() ? nullptr : &found->second;
  };
  if (const auto* create = std::get_if<op::CreateTable>(&operation.base())) {
    if (const auto* keys = keys_of(create->table.name)) {
      op::CreateTable changed = *create;
      take_out(changed.table, *keys);
      return changed;
    }
  }
  if (const auto* drop = std::get_if<op::DropTable>(&operation.base())) {
    if (const auto* keys = keys_of(drop->table); keys && drop->original) {
      op::DropTable changed = *drop;
      Table original = *changed.original;
      take_out(original, *keys);
      changed.original = std::move(original);
      return changed;
    }
  }
  return operation;
}

}  // namespace retort
