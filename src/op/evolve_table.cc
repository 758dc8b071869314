// SPDX-License-Identifier: MIT
#include "op/evolve_table.h"

#include "retort/error.h"

#include "schema/lookup.h"
#include "schema/resolve.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace retort {
namespace {

[[noreturn]] void fail(const std::string& message) {
  throw Error(message, ErrorCode::invalid_request);
}

[[noreturn]] void fail_no_column(const Table& table, const std::string& column) {
  fail("Table '" + full_name(table.name) + "' has no column '" + column + "'");
}

Column& existing_column(Table& table, const std::string& name) {
  if (auto* column = find_column(table, name)) return *column;
  fail_no_column(table, name);
}

void require_columns(const Table& table, const std::vector<std::string>& columns) {
  for (const auto& column : columns) {
    if (!find_column(table, column)) fail_no_column(table, column);
  }
}

bool is_primary_key(const Constraint& constraint) {
  return std::holds_alternative<PrimaryKey>(constraint);
}

// Takes the column out of the primary key, and away what cannot be without it.
void forget_column(Table& table, const std::string& column) {
  for (auto& constraint : table.constraints) {
    if (auto* key = std::get_if<PrimaryKey>(&constraint)) {
      std::erase(key->columns, column);
    }
  }
  std::erase_if(table.constraints, [&](const Constraint& constraint) {
    const auto* key = std::get_if<PrimaryKey>(&constraint);
    return key ? key->columns.empty() : mentions_column(constraint, column);
  });
  std::erase_if(table.indexes, [&](const Index& index) { return mentions_column(index, column); });
}

bool is_of_type(const Constraint& constraint, op::ConstraintType type) {
  switch (type) {
    case op::ConstraintType::unspecified:
      return true;
    case op::ConstraintType::primary:
      return is_primary_key(constraint);
    case op::ConstraintType::unique:
      return std::holds_alternative<Unique>(constraint);
    case op::ConstraintType::foreign_key:
      return std::holds_alternative<ForeignKey>(constraint);
    case op::ConstraintType::check:
      return std::holds_alternative<Check>(constraint);
  }
  return false;
}

}  // namespace

void drop_type_bound_checks(Table& table) {
  std::erase_if(table.constraints, [](const Constraint& constraint) {
    const auto* check = std::get_if<Check>(&constraint);
    return check && check->type_bound;
  });
}

void rename_columns(Table& table, const ColumnRenames& renames) {
  for (auto& constraint : table.constraints) {
    constraint = rename_columns(constraint, renames);
    auto* key = std::get_if<ForeignKey>(&constraint);
    if (!key || !same_table(key->referred_table, table.name)) continue;
    for (auto& column : key->referred_columns) {
      if (const auto found = renames.find(column); found != renames.end()) column = found->second;
    }
  }
  for (auto& index : table.indexes) index = rename_columns(index, renames);
  for (auto& column : table.columns) {
    if (!column.server_default) continue;
    if (auto* computed = std::get_if<Computed>(&*column.server_default)) {
      computed->expression = rename_columns(computed->expression, renames);
    }
  }
  for (auto& column : table.columns) {
    for (auto& check : column.checks) check.condition = rename_columns(check.condition, renames);
  }
}

void alter(Column& column, const op::AlterColumn& op) {
  if (op.nullable) column.nullable = op.nullable;
  if (op.type) column.type = *op.type;
  if (op.autoincrement) {
    column.autoincrement = *op.autoincrement ? Autoincrement::always : Autoincrement::never;
  }
  if (std::holds_alternative<op::Remove>(op.server_default)) column.server_default.reset();
  if (const auto* value = std::get_if<ServerDefault>(&op.server_default)) {
    column.server_default = *value;
  }
  if (std::holds_alternative<op::Remove>(op.comment)) column.comment.reset();
  if (const auto* comment = std::get_if<std::string>(&op.comment)) column.comment = *comment;
}

void evolve_table(Table& table, const op::AddColumn& op) {
  if (find_column(table, op.column.name)) {
    if (op.if_not_exists) return;
    fail("Table '" + full_name(table.name) + "' has a column '" + op.column.name + "' already");
  }
  // Only its own constraints: those of the other columns stand in the table already.
  Table alone{.name = table.name, .columns = {op.column}};
  alone = resolve(alone).table;
  drop_type_bound_checks(alone);
  if (!op.column.primary_key) std::erase_if(alone.constraints, is_primary_key);
  table.columns.push_back(alone.columns.front());
  for (auto& constraint : alone.constraints) table.constraints.push_back(std::move(constraint));
  for (auto& index : alone.indexes) table.indexes.push_back(std::move(index));
}

void evolve_table(Table& table, const op::DropColumn& op) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.name == op.column; });
  if (found == table.columns.end()) {
    if (op.if_exists) return;
    fail_no_column(table, op.column);
  }
  table.columns.erase(found);
  forget_column(table, op.column);
}

void evolve_table(Table& table, const op::AlterColumn& op) {
  auto& column = existing_column(table, op.column);
  alter(column, op);
  if (!op.new_column_name || *op.new_column_name == op.column) return;
  if (find_column(table, *op.new_column_name)) {
    fail("Table '" + full_name(table.name) + "' has a column '" + *op.new_column_name +
         "' already");
  }
  column.name = *op.new_column_name;
  rename_columns(table, {{op.column, *op.new_column_name}});
}

void evolve_table(Table& table, const op::CreateIndex& op) {
  if (op.index.name && find_index(table, op.index.name->text)) {
    if (op.if_not_exists) return;
    fail("Table '" + full_name(table.name) + "' has an index '" + op.index.name->text +
         "' already");
  }
  for (const auto& element : op.index.elements) {
    if (!element.expression) require_columns(table, {element.column});
  }
  table.indexes.push_back(op.index);
}

void evolve_table(Table& table, const op::DropIndex& op) {
  const auto count = std::erase_if(table.indexes, [&](const Index& index) {
    return index.name && index.name->text == op.name.text;
  });
  if (count == 0 && !op.if_exists) fail("No such index: '" + op.name.text + "'");
}

void evolve_table(Table& table, const op::AddConstraint& op) {
  const auto& name = name_of(op.constraint);
  if (name && find_constraint(table, name->text)) {
    fail("Table '" + full_name(table.name) + "' has a constraint '" + name->text + "' already");
  }
  if (!std::holds_alternative<Check>(op.constraint) &&
      !std::holds_alternative<Exclude>(op.constraint)) {
    require_columns(table, columns_of(op.constraint));
  }
  if (const auto* key = std::get_if<PrimaryKey>(&op.constraint)) {
    if (find_primary_key(table)) {
      fail("Table '" + full_name(table.name) + "' has a primary key already");
    }
    for (const auto& column : key->columns) {
      auto& member = existing_column(table, column);
      member.primary_key = true;
      member.nullable = false;
    }
    // Where resolve() puts it.
    table.constraints.insert(table.constraints.begin(), op.constraint);
    return;
  }
  table.constraints.push_back(op.constraint);
}

void evolve_table(Table& table, const op::DropConstraint& op) {
  const auto found = std::find_if(table.constraints.begin(), table.constraints.end(),
                                  [&](const Constraint& constraint) {
                                    const auto& name = name_of(constraint);
                                    if (!is_of_type(constraint, op.type)) return false;
                                    // A primary key needs no name: there is one.
                                    if (op.type == op::ConstraintType::primary && !name)
                                      return true;
                                    return op.name && name && name->text == op.name->text;
                                  });
  if (found == table.constraints.end()) {
    if (op.if_exists) return;
    fail("No such constraint: '" + (op.name ? op.name->text : std::string()) + "'");
  }
  if (const auto* key = std::get_if<PrimaryKey>(&*found)) {
    for (const auto& column : key->columns) existing_column(table, column).primary_key = false;
  }
  table.constraints.erase(found);
}

void evolve_table(Table& table, const op::CreateTableComment& op) { table.comment = op.comment; }
void evolve_table(Table& table, const op::DropTableComment&) { table.comment.reset(); }

}  // namespace retort
