// SPDX-License-Identifier: MIT
#include "op/rebuild_state.h"

#include "retort/error.h"

#include "op/evolve_table.h"
#include "schema/affinity.h"
#include "schema/lookup.h"
#include "schema/naming.h"
#include "schema/resolve.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace retort {
namespace {

[[noreturn]] void fail(const std::string& message, std::string hint = {}) {
  throw Error(message, ErrorCode::argument, std::move(hint));
}

bool is_type_bound(const Constraint& constraint) {
  const auto* check = std::get_if<Check>(&constraint);
  return check && check->type_bound;
}

bool is_primary_key(const Constraint& constraint) {
  return std::holds_alternative<PrimaryKey>(constraint);
}

bool is_named(const Constraint& constraint) { return name_of(constraint).has_value(); }

bool has_name(const Constraint& constraint, const std::string& name) {
  const auto& own = name_of(constraint);
  return own && own->text == name;
}

bool carries_check(const Type& type) {
  return std::holds_alternative<type::Boolean>(type.kind) ||
         std::holds_alternative<type::Enum>(type.kind);
}

std::string check_name(const Type& type) {
  if (const auto* boolean = std::get_if<type::Boolean>(&type.kind)) return boolean->name;
  if (const auto* enumeration = std::get_if<type::Enum>(&type.kind)) return enumeration->name;
  return {};
}

void silence_check(Type& type) {
  if (auto* boolean = std::get_if<type::Boolean>(&type.kind)) boolean->create_constraint = false;
  if (auto* values = std::get_if<type::Enum>(&type.kind)) values->create_constraint = false;
}

// The convention's name for a name that is only text and a kind.
std::optional<Name> dropped_name(const op::DropConstraint& op, const NamingConvention& naming) {
  if (!op.name) return {};
  switch (op.type) {
    case op::ConstraintType::unspecified:
      return op.name;
    case op::ConstraintType::primary:
      return conventional_name(PrimaryKey{.name = op.name}, op.table, naming);
    case op::ConstraintType::unique:
      return conventional_name(Unique{.name = op.name}, op.table, naming);
    case op::ConstraintType::foreign_key:
      return conventional_name(ForeignKey{.name = op.name}, op.table, naming);
    case op::ConstraintType::check:
      return conventional_name(Check{.name = op.name, .condition = text("")}, op.table, naming);
  }
  return op.name;
}

std::vector<std::string> names_of(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const auto& column : columns) names.push_back(column.name);
  return names;
}

}  // namespace

RebuildState::RebuildState(const Table& existing, const op::AlterTableBatch& batch,
                           const RebuildOptions& options)
    : batch_(batch),
      options_(options),
      order_(names_of(existing.columns), batch.partial_reordering) {
  load(existing, batch);
}

void RebuildState::load(const Table& existing, const op::AlterTableBatch& batch) {
  auto given = existing;
  for (const auto& column : batch.reflected_columns) {
    if (auto* reflected = find_column(given, column.name)) *reflected = column;
  }
  const auto flagged_indexes = given.indexes.size();
  auto resolved = resolve(given, options_.types).table;
  const auto primary_key = primary_key_columns(resolved);
  for (auto& column : resolved.columns) {
    // A member of the key stays NOT NULL when the key goes.
    if (std::find(primary_key.begin(), primary_key.end(), column.name) != primary_key.end()) {
      if (!column.nullable) column.nullable = false;
    } else if (const auto* written = find_column(given, column.name); !written->nullable) {
      column.nullable.reset();
    }
    const std::string name = column.name;
    slots_.push_back(Slot{.key = name, .column = std::move(column), .from = name});
  }
  for (auto& constraint : resolved.constraints) load_constraint(std::move(constraint), given);
  for (std::size_t i = 0; i < resolved.indexes.size(); ++i) {
    // Alembic loses the index of a column's `index` flag.
    if (i >= flagged_indexes && !options_.follow_columns) continue;
    auto& index = resolved.indexes[i];
    index.name = conventional_name(index, existing.name, NamingConvention{});
    indexes_.push_back(std::move(index));
  }
  table_ = std::move(resolved);
  table_.columns.clear();
  table_.constraints.clear();
  table_.indexes.clear();
  for (const auto& [key, value] : batch.table_options) table_.options[key] = value;
}

void RebuildState::load_constraint(Constraint constraint, const Table& existing) {
  if (is_type_bound(constraint)) {
    // Read from the database it is kept until its column changes its type; else the type has it.
    const bool own = std::find(existing.constraints.begin(), existing.constraints.end(),
                               constraint) != existing.constraints.end();
    if (!options_.reflected || !own) return;
  }
  const auto* convention = batch_.naming_convention ? &*batch_.naming_convention : nullptr;
  if (convention && options_.reflected && !is_named(constraint) && !is_type_bound(constraint)) {
    set_name(constraint, conventional_name(constraint, existing.name, *convention));
  }
  if (is_named(constraint)) existing_names_.push_back(*name_of(constraint));
  entries_.push_back(Entry{.constraint = std::move(constraint)});
}

bool RebuildState::has_slot(const std::string& key) const {
  return std::any_of(slots_.begin(), slots_.end(),
                     [&](const Slot& slot) { return slot.key == key; });
}

RebuildState::Slot& RebuildState::slot(const std::string& key) {
  for (auto& slot : slots_) {
    if (slot.key == key) return slot;
  }
  for (const auto& slot : slots_) {
    if (slot.column.name == key) {
      fail("No such column: '" + key + "'",
           "inside one batch a renamed column keeps its old name; write '" + slot.key + "'");
    }
  }
  fail("No such column: '" + key + "' in table '" + table_.name.name + "'");
}

void RebuildState::add(Constraint constraint) {
  if (is_primary_key(constraint)) {
    // There is one primary key; the new one replaces it.
    std::erase_if(entries_, [](const Entry& entry) { return is_primary_key(entry.constraint); });
  }
  const auto& name = name_of(constraint);
  if (auto* entry = name ? find_named(name->text) : nullptr) {
    *entry = Entry{.constraint = std::move(constraint), .is_new = true};
    return;
  }
  entries_.push_back(Entry{.constraint = std::move(constraint), .is_new = true});
}

void RebuildState::add_named(Constraint constraint) {
  set_name(constraint, conventional_name(constraint, batch_.table, options_.naming));
  if (!is_named(constraint)) fail("Constraint must have a name");
  if (options_.follow_columns) {
    for (const auto& column : columns_of(constraint)) {
      const bool is_expression =
          std::holds_alternative<Check>(constraint) || std::holds_alternative<Exclude>(constraint);
      if (!is_expression) slot(column);
    }
  }
  add(std::move(constraint));
}

void RebuildState::add_column(const op::AddColumn& op) {
  if (has_slot(op.column.name)) {
    fail("Column '" + op.column.name + "' is in table '" + table_.name.name + "' already");
  }
  order_.add(op.column.name, op.insert_before, op.insert_after);
  const auto alone =
      resolve(Table{.name = batch_.table, .columns = {op.column}}, options_.types).table;
  Slot slot{.key = op.column.name, .column = op.column};
  slot.column.references.clear();
  if (options_.follow_columns || !slot.column.index) {
    slot.column.unique = false;
    slot.column.index = false;
  }
  slots_.push_back(std::move(slot));
  const bool inline_reference = op.inline_references && op.column.references.size() == 1;
  for (const auto& constraint : alone.constraints) {
    if (is_primary_key(constraint)) continue;
    if (is_type_bound(constraint)) {
      // Alembic writes it twice: the type brings it along as well.
      if (!options_.follow_columns) add(constraint);
    } else if (std::holds_alternative<ForeignKey>(constraint) && inline_reference) {
      // Alembic loses it.
      if (options_.follow_columns) add(constraint);
    } else {
      add_named(constraint);
    }
  }
  for (const auto& index : alone.indexes) create_index(index);
}

void RebuildState::drop_column(const op::DropColumn& op) {
  if (op.if_exists && !has_slot(op.column)) return;
  const auto& gone = slot(op.column);
  if (gone.from) dropped_.push_back(*gone.from);
  for (auto& entry : entries_) {
    if (auto* key = std::get_if<PrimaryKey>(&entry.constraint)) std::erase(key->columns, op.column);
  }
  order_.drop(op.column);
  std::erase_if(slots_, [&](const Slot& slot) { return slot.key == op.column; });
}

void RebuildState::forget_type_check(const Slot& slot, const Type& type) {
  Column column = slot.column;
  column.name = slot.key;
  column.type = type;
  if (const auto check = type_bound_check(column, options_.types)) {
    const auto name = conventional_name(Constraint(*check), batch_.table, options_.naming);
    if (name) {
      std::erase_if(entries_,
                    [&](const Entry& entry) { return has_name(entry.constraint, name->text); });
    }
  }
}

void RebuildState::change_type(Slot& slot, const op::AlterColumn& op) {
  const auto& type = *op.type;
  if (op.existing_type) forget_type_check(slot, *op.existing_type);
  const bool had_check = (op.existing_type && carries_check(*op.existing_type)) ||
                         carries_check(slot.column.type) || carries_check(type);
  if (had_check && slot.from) {
    std::erase_if(entries_, [&](const Entry& entry) {
      return !entry.is_new && is_type_bound(entry.constraint) &&
             mentions_column(entry.constraint, *slot.from);
    });
  }
  const auto before = affinity_of(slot.column.type);
  const auto after = affinity_of(type);
  const bool same_family = before == after && before != Affinity::other;
  // A JSON document is stored as it is on SQLite; CAST would make a number of it.
  const bool as_it_is = after == Affinity::json && dialect() == "sqlite";
  if (!same_family && !as_it_is && !(slot.column.type == type)) slot.casts.push_back(type);
}

void RebuildState::alter_column(const op::AlterColumn& op) {
  auto& changed = slot(op.column);
  if (op.new_column_name && *op.new_column_name != op.column) {
    changed.column.name = *op.new_column_name;
    const auto name = op.existing_type ? check_name(*op.existing_type) : std::string();
    if (!name.empty() && !options_.follow_columns) {
      std::erase_if(entries_, [&](const Entry& entry) { return has_name(entry.constraint, name); });
    }
  }
  if (op.type) change_type(changed, op);
  alter(changed.column, op);
  if (!op.type || options_.follow_columns) return;
  // Alembic writes the check of a new type as a constraint of the table.
  changed.type_brings_check = false;
  Column column = changed.column;
  column.name = changed.key;
  if (const auto check = type_bound_check(column, options_.types)) {
    Constraint constraint = *check;
    set_name(constraint, conventional_name(constraint, batch_.table, options_.naming));
    add(std::move(constraint));
  }
}

RebuildState::Entry* RebuildState::find_named(const std::string& name) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return has_name(entry.constraint, name);
  });
  return found == entries_.end() ? nullptr : &*found;
}

// A check that is written at its column.
bool RebuildState::drop_column_check(const std::string& name) {
  for (auto& slot : slots_) {
    const auto count = std::erase_if(slot.column.checks, [&](const Check& check) {
      return check.name && check.name->text == name;
    });
    if (count > 0) return true;
    if (options_.follow_columns && carries_check(slot.column.type) &&
        check_name(slot.column.type) == name) {
      silence_check(slot.column.type);
      return true;
    }
  }
  return false;
}

void RebuildState::drop_constraint(const op::DropConstraint& op) {
  const auto name = dropped_name(op, options_.naming);
  if (!name || name->text.empty()) fail("Constraint must have a name");
  if (drop_column_check(name->text)) return;
  const auto* entry = find_named(name->text);
  if (!entry) {
    if (op.if_exists) return;
    fail("No such constraint: '" + name->text + "'");
  }
  if (const auto* key = std::get_if<PrimaryKey>(&entry->constraint)) {
    for (const auto& column : key->columns) slot(column).column.primary_key = false;
  }
  std::erase_if(entries_,
                [&](const Entry& other) { return has_name(other.constraint, name->text); });
}

void RebuildState::create_index(Index index) {
  index.name = conventional_name(index, batch_.table, options_.naming);
  std::erase_if(new_indexes_, [&](const Index& other) { return other.name == index.name; });
  new_indexes_.push_back(std::move(index));
}

void RebuildState::drop_index(const op::DropIndex& op) {
  const auto count = std::erase_if(
      indexes_, [&](const Index& index) { return index.name && index.name->text == op.name.text; });
  if (count == 0 && !op.if_exists) fail("No such index: '" + op.name.text + "'");
}

void RebuildState::set_comment(const std::optional<std::string>& comment) {
  if (options_.follow_columns) table_.comment = comment;
}

bool RebuildState::can_stay(const Entry& entry) const {
  if (options_.follow_columns && !entry.is_new) {
    return std::none_of(dropped_.begin(), dropped_.end(), [&](const std::string& column) {
      return mentions_column(entry.constraint, column);
    });
  }
  const auto columns = columns_of(entry.constraint);
  return std::all_of(columns.begin(), columns.end(),
                     [this](const std::string& column) { return has_slot(column); });
}

std::vector<Constraint> RebuildState::final_constraints(const ColumnRenames& final_names) {
  auto constraints = batch_.table_constraints;
  if (!options_.follow_columns) {
    // In the order of SQLAlchemy: the checks of types, named constraints, unnamed ones.
    for (auto& slot : slots_) {
      auto check = type_bound_check(slot.column, options_.types);
      if (check && slot.type_brings_check) constraints.emplace_back(std::move(*check));
      silence_check(slot.column.type);
    }
  }
  std::stable_partition(entries_.begin(), entries_.end(),
                        [](const Entry& entry) { return is_named(entry.constraint); });
  for (const auto& entry : entries_) {
    const auto* key = std::get_if<PrimaryKey>(&entry.constraint);
    if (!can_stay(entry) || (key && key->columns.empty())) continue;
    const auto scope = options_.follow_columns && !entry.is_new ? MentionScope::everything
                                                                : MentionScope::bound_columns;
    auto constraint = rename_columns(entry.constraint, final_names, scope);
    auto* reference = std::get_if<ForeignKey>(&constraint);
    if (options_.follow_columns && reference &&
        same_table(reference->referred_table, table_.name)) {
      for (auto& column : reference->referred_columns) {
        if (const auto found = final_names.find(column); found != final_names.end()) {
          column = found->second;
        }
      }
    }
    // From here on it is a check as any other: the type does not bring it a second time.
    if (auto* check = std::get_if<Check>(&constraint)) check->type_bound = false;
    constraints.push_back(std::move(constraint));
  }
  return constraints;
}

std::vector<Index> RebuildState::final_indexes(const ColumnRenames& final_names) const {
  std::vector<Index> indexes;
  for (const auto& index : indexes_) {
    const bool broken =
        std::any_of(dropped_.begin(), dropped_.end(),
                    [&](const std::string& column) { return mentions_column(index, column); });
    if (broken && options_.follow_columns) continue;
    indexes.push_back(rename_columns(
        index, final_names,
        options_.follow_columns ? MentionScope::everything : MentionScope::bound_columns));
  }
  for (const auto& index : new_indexes_) {
    for (const auto& element : index.elements) {
      if (!element.expression && !has_slot(element.column)) {
        fail("No such column: '" + element.column + "' in table '" + table_.name.name + "'");
      }
    }
    indexes.push_back(rename_columns(index, final_names, MentionScope::bound_columns));
  }
  return indexes;
}

void RebuildState::finish_columns(Rebuild& result) {
  std::vector<std::string> keys;
  for (const auto& slot : slots_) keys.push_back(slot.key);
  ColumnRenames in_text;
  for (const auto& slot : slots_) {
    if (slot.from && *slot.from != slot.column.name) in_text.emplace(*slot.from, slot.column.name);
  }
  for (const auto& key : order_.sort(keys)) {
    auto& slot = this->slot(key);
    auto* value = slot.column.server_default ? &*slot.column.server_default : nullptr;
    auto* computed = value ? std::get_if<Computed>(value) : nullptr;
    if (options_.follow_columns && !in_text.empty() && slot.from) {
      if (computed) computed->expression = rename_columns(computed->expression, in_text);
      for (auto& check : slot.column.checks) {
        check.condition = rename_columns(check.condition, in_text);
      }
    }
    // Nothing can be inserted into a generated column; Alembic tries.
    const bool is_copied = slot.from && !(computed && options_.follow_columns);
    if (is_copied) {
      result.copied.push_back(
          CopiedColumn{.from = *slot.from, .to = slot.column.name, .casts = std::move(slot.casts)});
    }
    result.table.columns.push_back(slot.column);
  }
  result.renamed_columns.assign(in_text.begin(), in_text.end());
  result.dropped_columns = dropped_;
}

Rebuild RebuildState::finish() {
  ColumnRenames final_names;
  for (const auto& slot : slots_) {
    if (slot.key != slot.column.name) final_names.emplace(slot.key, slot.column.name);
  }
  Rebuild result{.table = std::move(table_)};
  for (const auto& name : existing_names_) {
    if (find_named(name.text)) result.carried_constraints.push_back(name);
  }
  table_.name = result.table.name;
  result.table.constraints = final_constraints(final_names);
  result.table.indexes = final_indexes(final_names);
  finish_columns(result);
  if (options_.follow_columns) {
    // The key is what its constraint says; a flag that says otherwise would be a warning.
    const auto key = primary_key_columns(result.table);
    for (auto& column : result.table.columns) {
      column.primary_key = std::find(key.begin(), key.end(), column.name) != key.end();
      if (column.primary_key && !column.nullable) column.nullable = false;
    }
  }
  return result;
}

}  // namespace retort
