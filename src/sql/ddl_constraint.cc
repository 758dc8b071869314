// SPDX-License-Identifier: MIT
// Constraints: the statements that add and drop them, and their clauses.
#include "retort/error.h"

#include "schema/naming.h"
#include "sql/ddl_compiler.h"
#include "sql/expression_compiler.h"

#include <algorithm>
#include <array>
#include <variant>

namespace retort {

namespace {

constexpr std::string_view action_pattern = "^(?:RESTRICT|CASCADE|SET NULL|NO ACTION|SET DEFAULT)$";

constexpr std::array<std::string_view, 5> actions = {"RESTRICT", "CASCADE", "SET NULL", "NO ACTION",
                                                     "SET DEFAULT"};
constexpr std::array<std::string_view, 2> moments = {"DEFERRED", "IMMEDIATE"};

/// The constraint that DROP CONSTRAINT means, as far as its type is known; absent otherwise.
std::optional<Constraint> constraint_to_drop(const op::DropConstraint& operation) {
  switch (operation.type) {
    case op::ConstraintType::primary:
      return PrimaryKey{.name = operation.name};
    case op::ConstraintType::unique:
      return Unique{.name = operation.name};
    case op::ConstraintType::foreign_key:
      return ForeignKey{.name = operation.name};
    case op::ConstraintType::check:
      return Check{.name = operation.name, .condition = text("")};
    case op::ConstraintType::unspecified:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

void DdlCompiler::emit(const op::AddConstraint& operation) {
  ResolvedTable owner = prepare(operation.table);
  Constraint constraint = operation.constraint;
  set_name(constraint, conventional_name(constraint, operation.table, naming_convention()));
  add_constraint(constraint, owner);
}

void DdlCompiler::add_constraint(const Constraint& constraint, const ResolvedTable& owner) {
  const std::optional<std::string> text = constraint_clause(constraint, owner);
  add("ALTER TABLE " + table_text(owner.table.name) + " ADD " + text.value_or(""));
}

std::optional<Name> DdlCompiler::name_to_drop(const op::DropConstraint& operation) const {
  const std::optional<Constraint> constraint = constraint_to_drop(operation);
  return constraint ? conventional_name(*constraint, operation.table, naming_convention())
                    : operation.name;
}

void DdlCompiler::emit(const op::DropConstraint& operation) {
  const std::optional<Name> name = name_to_drop(operation);
  if (!name) {
    throw Error("Can't emit DROP CONSTRAINT for constraint " +
                    std::string(class_name(operation.type)) + "(); it has no name",
                ErrorCode::compile);
  }
  add("ALTER TABLE " + table_text(operation.table) + " DROP CONSTRAINT " +
      (operation.if_exists ? "IF EXISTS " : "") + constraint_name(*name));
}

std::string_view DdlCompiler::class_name(op::ConstraintType type) {
  switch (type) {
    case op::ConstraintType::primary:
      return "PrimaryKeyConstraint";
    case op::ConstraintType::unique:
      return "UniqueConstraint";
    case op::ConstraintType::foreign_key:
      return "ForeignKeyConstraint";
    case op::ConstraintType::check:
      return "CheckConstraint";
    case op::ConstraintType::unspecified:
      return "Constraint";
  }
  return {};
}

std::optional<std::string> DdlCompiler::constraint_clause(const Constraint& constraint,
                                                          const ResolvedTable& owner) const {
  return std::visit([&](const auto& kind) { return clause(kind, owner); }, constraint);
}

std::string DdlCompiler::constraint_preamble(const std::optional<Name>& name) const {
  // A final empty name says that there is none, whatever the convention.
  if (!name || (name->text.empty() && name->final)) {
    return {};
  }
  if (name->text.empty()) {
    throw Error("The name of a constraint cannot be empty", ErrorCode::argument);
  }
  return "CONSTRAINT " + constraint_name(*name) + " ";
}

std::string DdlCompiler::primary_key_body(const PrimaryKey& key, const ResolvedTable& owner) const {
  std::vector<std::string> columns = key.columns;
  if (owner.implied_primary_key && owner.autoincrement_column) {
    const auto at = std::find(columns.begin(), columns.end(), *owner.autoincrement_column);
    if (at != columns.end()) {
      std::rotate(columns.begin(), at, at + 1);
    }
  }
  return "PRIMARY KEY (" + key_columns(columns, key.options, owner) + ")";
}

std::string DdlCompiler::key_columns(const std::vector<std::string>& columns, const Options&,
                                     const ResolvedTable& owner) const {
  return column_list(columns, owner.table);
}

std::optional<std::string> DdlCompiler::clause(const PrimaryKey& key,
                                               const ResolvedTable& owner) const {
  if (key.columns.empty()) {
    return "";
  }
  return constraint_preamble(key.name) + primary_key_body(key, owner) +
         deferrability(key.deferrable, key.initially);
}

std::optional<std::string> DdlCompiler::clause(const Unique& unique,
                                               const ResolvedTable& owner) const {
  if (unique.columns.empty()) {
    return "";
  }
  return constraint_preamble(unique.name) + "UNIQUE (" +
         key_columns(unique.columns, unique.options, owner) + ")" +
         deferrability(unique.deferrable, unique.initially);
}

std::optional<std::string> DdlCompiler::clause(const ForeignKey& key,
                                               const ResolvedTable& owner) const {
  if (!key.referred_columns.empty() && key.referred_columns.size() != key.columns.size()) {
    throw Error(
        "ForeignKeyConstraint number of constrained columns must match the number of referenced "
        "columns.",
        ErrorCode::argument);
  }
  std::string text = constraint_preamble(key.name) + "FOREIGN KEY(" +
                     column_list(key.columns, owner.table) + ") REFERENCES " +
                     referred_table(key.referred_table);
  if (!key.referred_columns.empty()) {
    text += " (" + quote_list(key.referred_columns) + ")";
  }
  return text + match_clause(key.rules) + foreign_key_rules(key.rules) +
         deferrability(key.rules.deferrable, key.rules.initially);
}

std::optional<std::string> DdlCompiler::clause(const Check& check,
                                               const ResolvedTable& owner) const {
  return check_body(named(check, owner.table.name));
}

Check DdlCompiler::named(const Check& check, const TableName& table) const {
  if (!check.type_bound || check.name) {
    return check;
  }
  Check found = check;
  found.name = conventional_name(Constraint(check), table, naming_convention());
  return found;
}

std::optional<std::string> DdlCompiler::clause(const Exclude&, const ResolvedTable&) const {
  throw UnsupportedError("The " + info_.name + " dialect has no EXCLUDE constraints",
                         ErrorCode::unsupported_compilation);
}

std::string DdlCompiler::column_check(const Check& check) const { return check_body(check); }

std::string DdlCompiler::check_body(const Check& check) const {
  return constraint_preamble(check.name) + "CHECK (" + ddl_expression(sql_, check.condition) + ")" +
         deferrability(check.deferrable, check.initially);
}

std::string DdlCompiler::referred_table(const TableName& table) const { return table_text(table); }

std::string DdlCompiler::match_clause(const ForeignKeyOptions& rules) const {
  return rules.match ? " MATCH " + *rules.match : "";
}

std::string DdlCompiler::on_delete_clause(const std::string& phrase) const {
  return " ON DELETE " + require_phrase(phrase, actions, action_pattern);
}

std::string DdlCompiler::on_update_clause(const std::string& phrase) const {
  return " ON UPDATE " + require_phrase(phrase, actions, action_pattern);
}

std::string DdlCompiler::foreign_key_rules(const ForeignKeyOptions& rules) const {
  return (rules.ondelete ? on_delete_clause(*rules.ondelete) : "") +
         (rules.onupdate ? on_update_clause(*rules.onupdate) : "");
}

std::string DdlCompiler::deferrability(const std::optional<bool>& deferrable,
                                       const std::optional<std::string>& initially) const {
  std::string text;
  if (deferrable) {
    text += *deferrable ? " DEFERRABLE" : " NOT DEFERRABLE";
  }
  if (initially) {
    text += " INITIALLY " + require_phrase(*initially, moments, "^(?:DEFERRED|IMMEDIATE)$");
  }
  return text;
}

}  // namespace retort
