// SPDX-License-Identifier: MIT
// ALTER COLUMN and DROP CONSTRAINT of MySQL and MariaDB.
// https://dev.mysql.com/doc/refman/8.4/en/alter-table.html
#include "retort/error.h"

#include "dialect/mysql/ddl.h"
#include "schema/affinity.h"

#include <variant>

namespace retort::mysql {

namespace {

template <class Kind>
bool holds(const op::ServerDefaultChange& change) {
  const auto* value = std::get_if<ServerDefault>(&change);
  return value && std::holds_alternative<Kind>(*value);
}

template <class Kind>
bool holds(const op::ExistingServerDefault& existing) {
  const auto* value = std::get_if<ServerDefault>(&existing);
  return value && std::holds_alternative<Kind>(*value);
}

bool is_generated(const op::AlterColumn& operation) {
  return holds<Identity>(operation.server_default) || holds<Computed>(operation.server_default) ||
         holds<Identity>(operation.existing_server_default) ||
         holds<Computed>(operation.existing_server_default);
}

[[noreturn]] void refuse_part() {
  throw Error("Individual alter column constructs not supported by MySQL",
              ErrorCode::not_implemented);
}

/// Only date and time columns take a function as default through CHANGE.
bool changes_through_default(const op::AlterColumn& operation, const Type* type) {
  return type && affinity_of(*type) == Affinity::datetime &&
         !std::holds_alternative<op::Remove>(operation.server_default);
}

}  // namespace

void MysqlDdl::alter_column(const op::AlterColumn& operation) {
  const bool changes_default = !std::holds_alternative<op::Keep>(operation.server_default);
  if (is_generated(operation)) {
    if (operation.nullable) {
      refuse_part();
    }
    if (changes_default) {
      alter_default(operation);
    }
    if (operation.type) {
      refuse_part();
    }
  }
  const Type* type = operation.type            ? &*operation.type
                     : operation.existing_type ? &*operation.existing_type
                                               : nullptr;
  const std::string column = quote(operation.column);
  if (operation.new_column_name || changes_through_default(operation, type)) {
    add(alter_table(operation.table) + " CHANGE " + column + " " +
        quote(operation.new_column_name.value_or(operation.column)) + " " +
        column_definition(operation));
  } else if (operation.nullable || operation.type || operation.autoincrement ||
             !std::holds_alternative<op::Keep>(operation.comment)) {
    add(alter_table(operation.table) + " MODIFY " + column + " " + column_definition(operation));
  } else if (changes_default) {
    const auto* value = std::get_if<ServerDefault>(&operation.server_default);
    const std::optional<std::string> text = value ? default_text(*value) : std::nullopt;
    add(alter_column_text(operation) + (text ? " SET DEFAULT " + *text : " DROP DEFAULT"));
  }
}

std::string MysqlDdl::column_definition(const op::AlterColumn& operation) const {
  if (!operation.type && !operation.existing_type) {
    throw Error("All MySQL CHANGE/MODIFY COLUMN operations require the existing type.");
  }
  std::string text = sql().format_type(operation.type ? *operation.type : *operation.existing_type);
  text += operation.nullable.value_or(operation.existing_nullable.value_or(true)) ? " NULL"
                                                                                  : " NOT NULL";
  if (operation.autoincrement.value_or(operation.existing_autoincrement.value_or(false))) {
    text += " AUTO_INCREMENT";
  }
  const auto* changed = std::get_if<ServerDefault>(&operation.server_default);
  const auto* existing = std::holds_alternative<op::Keep>(operation.server_default)
                             ? std::get_if<ServerDefault>(&operation.existing_server_default)
                             : nullptr;
  if (const ServerDefault* value = changed ? changed : existing) {
    if (const std::optional<std::string> expression = default_text(*value)) {
      text += " DEFAULT " + *expression;
    }
  }
  const auto* comment = std::get_if<std::string>(&operation.comment);
  if (!comment && operation.existing_comment &&
      std::holds_alternative<op::Keep>(operation.comment)) {
    comment = &*operation.existing_comment;
  }
  if (comment && !comment->empty()) {
    text += " COMMENT " + string_literal(*comment);
  }
  return text;
}

void MysqlDdl::drop_type_check(const Check&, const TableName&) {}

void MysqlDdl::emit(const op::DropConstraint& operation) {
  const std::optional<Name> name = name_to_drop(operation);
  std::string words = "ALTER TABLE " + table_text(operation.table) + " DROP ";
  switch (operation.type) {
    case op::ConstraintType::primary:
      add(words + "PRIMARY KEY");
      return;
    case op::ConstraintType::unspecified:
      throw Error("No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type",
                  ErrorCode::not_implemented);
    case op::ConstraintType::foreign_key:
      words += "FOREIGN KEY ";
      break;
    case op::ConstraintType::unique:
      words += "INDEX ";
      break;
    case op::ConstraintType::check:
      words += flavor_ == Flavor::mariadb ? "CONSTRAINT " : "CHECK ";
      break;
  }
  if (!name) {
    throw Error("Can't emit DROP CONSTRAINT for constraint " +
                    std::string(class_name(operation.type)) + "(); it has no name",
                ErrorCode::compile);
  }
  add(words + constraint_name(*name));
}

}  // namespace retort::mysql
