// SPDX-License-Identifier: MIT
// Changes of what is there, and comments: ALTER COLUMN repeats type and nullability, and what
// hangs on a column has to be dropped before it.
// https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql
#include "retort/error.h"

#include "dialect/mssql/ddl.h"
#include "schema/lookup.h"

#include <variant>

namespace retort::mssql {

namespace {

template <class Kind>
bool holds(const op::AlterColumn& operation) {
  const auto* now = std::get_if<ServerDefault>(&operation.server_default);
  const auto* before = std::get_if<ServerDefault>(&operation.existing_server_default);
  return (now && std::holds_alternative<Kind>(*now)) ||
         (before && std::holds_alternative<Kind>(*before));
}

/// "schema.table" without quotes, as object_id() takes it.
std::string object_text(const TableName& table) {
  return table.schema && !table.schema->empty() ? *table.schema + "." + table.name : table.name;
}

}  // namespace

void MssqlDdl::alter_column(const op::AlterColumn& operation) {
  // NULL or NOT NULL and the type are one change; what is not given again is lost.
  op::AlterColumn change = operation;
  if (change.nullable) {
    if (!change.type && !change.existing_type) {
      throw Error(
          "MS-SQL ALTER COLUMN operations with NULL or NOT NULL require the existing_type or a new "
          "type_ be passed.",
          ErrorCode::command);
    }
  } else if (change.type) {
    change.nullable = change.existing_nullable;
  }
  const Type* type = change.type            ? &*change.type
                     : change.existing_type ? &*change.existing_type
                                            : nullptr;
  if (change.type && !change.nullable) {
    warn(
        "MS-SQL ALTER COLUMN operations that specify type_= should also specify a nullable= or "
        "existing_nullable= argument to avoid implicit conversion of NOT NULL columns to NULL.");
  }
  const bool generated = holds<Identity>(operation) || holds<Computed>(operation);
  const bool changes_default = !std::holds_alternative<op::Keep>(operation.server_default);
  const bool has_default =
      !std::holds_alternative<op::Unknown>(operation.existing_server_default) ||
      std::holds_alternative<op::Remove>(operation.server_default);
  if (changes_default && !generated && has_default) {
    drop_constraint_of(operation.table, operation.column, "sys.default_constraints");
  }
  if (operation.autoincrement || operation.existing_autoincrement) {
    warn("autoincrement and existing_autoincrement only make sense for MySQL");
  }
  if (change.nullable && type) {
    add(alter_column_text(operation) + " " + sql().format_type(*type) +
        (*change.nullable ? " NULL" : " NOT NULL"));
  }
  if (changes_default && generated) {
    alter_default(operation);
  }
  if (change.type && !change.nullable) {
    alter_type(operation, *change.type);
  }
  if (!std::holds_alternative<op::Keep>(operation.comment)) {
    alter_comment(operation);
  }
  if (std::holds_alternative<ServerDefault>(operation.server_default) && !generated) {
    alter_default(operation);
  }
  if (operation.new_column_name) {
    rename_column(operation);
  }
}

void MssqlDdl::alter_type(const op::AlterColumn& operation, const Type& type) {
  add(alter_column_text(operation) + " " + sql().format_type(type));
}

std::string MssqlDdl::default_change(const op::AlterColumn& operation,
                                     const std::optional<std::string>& text) const {
  return alter_table(operation.table) + " ADD DEFAULT " + text.value_or("NULL") + " FOR " +
         quote(operation.column);
}

void MssqlDdl::rename_column(const op::AlterColumn& operation) {
  add("EXEC sp_rename '" + Sql(sql().identifiers()).dotted_table(operation.table).take() + "." +
      quote(operation.column) + "', " + quote(*operation.new_column_name) + ", 'COLUMN'");
}

void MssqlDdl::emit(const op::RenameTable& operation) {
  add("EXEC sp_rename '" + Sql(sql().identifiers()).dotted_table(operation.table).take() + "', " +
      quote(operation.new_name));
}

void MssqlDdl::drop_constraint_of(const TableName& table, const std::string& column,
                                  std::string_view catalog) {
  add("declare @const_name varchar(256)\nselect @const_name = QUOTENAME([name]) from " +
      std::string(catalog) + "\nwhere parent_object_id = object_id('" + object_text(table) +
      "')\nand col_name(parent_object_id, parent_column_id) = '" + column +
      "'\nexec('alter table " + Sql(sql().identifiers()).dotted_table(table).take() +
      " drop constraint ' + @const_name)");
}

void MssqlDdl::drop_foreign_key_of(const TableName& table, const std::string& column) {
  add("declare @const_name varchar(256)\nselect @const_name = QUOTENAME([name]) from\n"
      "sys.foreign_keys fk join sys.foreign_key_columns fkc\n"
      "on fk.object_id=fkc.constraint_object_id\nwhere fkc.parent_object_id = object_id('" +
      object_text(table) + "')\nand col_name(fkc.parent_object_id, fkc.parent_column_id) = '" +
      column + "'\nexec('alter table " + Sql(sql().identifiers()).dotted_table(table).take() +
      " drop constraint ' + @const_name)");
}

void MssqlDdl::emit(const op::DropColumn& operation) {
  if (is_on(operation.options, "mssql_drop_default")) {
    drop_constraint_of(operation.table, operation.column, "sys.default_constraints");
  }
  if (is_on(operation.options, "mssql_drop_check")) {
    drop_constraint_of(operation.table, operation.column, "sys.check_constraints");
  }
  if (is_on(operation.options, "mssql_drop_foreign_key")) {
    drop_foreign_key_of(operation.table, operation.column);
  }
  DdlCompiler::emit(operation);
}

// --- comments are extended properties, found by the names of what they describe

std::string MssqlDdl::property_path(const TableName& table) const {
  if (!table.schema || table.schema->empty()) {
    throw Error("SQL Server keeps a comment under the schema of its table, and table '" +
                    table.name + "' is given without one",
                ErrorCode::compile, "Name the schema: schema=\"dbo\" is the usual one.");
  }
  return "'schema', " + quote_schema(sql().identifiers(), *table.schema, table.quote_schema) +
         ", 'table', " + sql().quote(table.name, table.quote);
}

void MssqlDdl::emit(const op::CreateTableComment& operation) {
  add("execute sp_addextendedproperty 'MS_Description', " +
      (operation.comment ? "N" + string_literal(*operation.comment) : std::string("NULL")) + ", " +
      property_path(operation.table));
}

void MssqlDdl::emit(const op::DropTableComment& operation) {
  add("execute sp_dropextendedproperty 'MS_Description', " + property_path(operation.table));
}

void MssqlDdl::emit_column_comment(const TableName& table, const Column& column) {
  add("execute sp_addextendedproperty 'MS_Description', N" +
      string_literal(column.comment.value_or("")) + ", " + property_path(table) + ", 'column', " +
      sql().quote(column.name, column.quote));
}

void MssqlDdl::alter_comment(const op::AlterColumn& operation) {
  const std::string path =
      property_path(operation.table) + ", 'column', " + quote(operation.column);
  const auto* comment = std::get_if<std::string>(&operation.comment);
  if (!comment) {
    add("exec sp_dropextendedproperty 'MS_Description', " + path);
    return;
  }
  add(std::string(operation.existing_comment ? "exec sp_updateextendedproperty"
                                             : "exec sp_addextendedproperty") +
      " 'MS_Description', N" + string_literal(*comment) + ", " + path);
}

}  // namespace retort::mssql
