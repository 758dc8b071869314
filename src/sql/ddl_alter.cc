// SPDX-License-Identifier: MIT
// ALTER COLUMN: the parts, and the order that most databases take them in.
#include "retort/error.h"

#include "schema/naming.h"
#include "sql/ddl_compiler.h"

#include <variant>

namespace retort {

namespace {

/// The CHECK that comes with the type of a column; one that is named has its name by convention.
std::optional<Check> type_check(const op::AlterColumn& operation, const Type& type,
                                const ResolveOptions& resolving,
                                const NamingConvention& convention) {
  Column column;
  column.name = operation.column;
  column.type = type;
  std::optional<Check> check = type_bound_check(column, resolving);
  if (check && check->name) {
    check->name = conventional_name(Constraint(*check), operation.table, convention);
  }
  return check;
}

template <class Kind>
bool is_default(const op::AlterColumn& operation) {
  const auto* now = std::get_if<ServerDefault>(&operation.server_default);
  const auto* before = std::get_if<ServerDefault>(&operation.existing_server_default);
  return (now && std::holds_alternative<Kind>(*now)) ||
         (before && std::holds_alternative<Kind>(*before));
}

}  // namespace

void DdlCompiler::emit(const op::AlterColumn& operation) {
  if (operation.existing_type && operation.type) {
    const std::optional<Check> check =
        type_check(operation, *operation.existing_type, resolve_options(), naming_convention());
    if (check) {
      drop_type_check(*check, operation.table);
    }
  }
  alter_column(operation);
  if (operation.type) {
    const std::optional<Check> check =
        type_check(operation, *operation.type, resolve_options(), naming_convention());
    if (check) {
      add_constraint(Constraint(*check), prepare(operation.table));
    }
  }
}

void DdlCompiler::drop_type_check(const Check& check, const TableName& table) {
  const std::optional<Name> name = named(check, table).name;
  if (!name) {
    throw Error(
        "Can't emit DROP CONSTRAINT for constraint CheckConstraint() of the type of the column; it "
        "has no name",
        ErrorCode::compile);
  }
  add("ALTER TABLE " + table_text(table) + " DROP CONSTRAINT " + constraint_name(*name));
}

void DdlCompiler::alter_column(const op::AlterColumn& operation) {
  if (operation.autoincrement || operation.existing_autoincrement) {
    warn("autoincrement and existing_autoincrement only make sense for MySQL");
  }
  if (operation.nullable) {
    alter_nullable(operation);
  }
  if (!std::holds_alternative<op::Keep>(operation.server_default)) {
    alter_default(operation);
  }
  if (operation.type) {
    alter_type(operation, *operation.type);
  }
  if (!std::holds_alternative<op::Keep>(operation.comment)) {
    alter_comment(operation);
  }
  if (operation.new_column_name) {
    rename_column(operation);
  }
}

void DdlCompiler::alter_nullable(const op::AlterColumn& operation) {
  add(alter_column_text(operation) + (*operation.nullable ? " DROP NOT NULL" : " SET NOT NULL"));
}

void DdlCompiler::alter_default(const op::AlterColumn& operation) {
  if (is_default<Computed>(operation)) {
    throw Error(
        "Adding or removing a \"computed\" construct, e.g. GENERATED ALWAYS AS, to or from an "
        "existing column is not supported.",
        ErrorCode::compile);
  }
  if (is_default<Identity>(operation)) {
    alter_identity(operation);
    return;
  }
  const auto* value = std::get_if<ServerDefault>(&operation.server_default);
  add(default_change(operation, value ? default_text(*value) : std::nullopt));
}

std::string DdlCompiler::default_change(const op::AlterColumn& operation,
                                        const std::optional<std::string>& text) const {
  return alter_column_text(operation) + (text ? " SET DEFAULT " + *text : " DROP DEFAULT");
}

void DdlCompiler::alter_identity(const op::AlterColumn&) {
  throw Error(
      "Adding, removing or modifying an \"identity\" construct, e.g. GENERATED AS IDENTITY, to or "
      "from an existing column is not supported in this dialect.",
      ErrorCode::compile);
}

void DdlCompiler::alter_type(const op::AlterColumn& operation, const Type& type) {
  add(alter_column_text(operation) + " TYPE " + sql_.format_type(type));
}

void DdlCompiler::alter_comment(const op::AlterColumn&) {
  throw UnsupportedError("The " + info_.name + " dialect has no comments on columns",
                         ErrorCode::unsupported_compilation);
}

void DdlCompiler::rename_column(const op::AlterColumn& operation) {
  add(alter_table(operation.table) + " RENAME COLUMN " + quote(operation.column) + " TO " +
      quote(*operation.new_column_name));
}

}  // namespace retort
