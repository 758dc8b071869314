// SPDX-License-Identifier: MIT
// Texts as Alembic writes them, so that scripts of both can be compared.
#include "sql/version_statements.h"

namespace retort {

namespace {

constexpr const char* column_name = "version_num";

struct Names {
  std::string table;
  std::string column;
  std::string qualified;  // table.column
};

Names names_of(const Dialect& dialect, const VersionTableShape& table) {
  Names names;
  names.table = dialect.format_table(TableName(table.name, table.schema));
  names.column = dialect.quote(column_name);
  names.qualified = names.table + "." + names.column;
  return names;
}

std::string value_text(const Dialect& dialect, std::string_view revision) {
  // As it is run: a script that doubled backslashes for a server with the old string syntax would
  // name another revision on today's.
  return dialect.compile(inline_literal(Value(revision), Type(type::String{})), {.offline = false})
      .sql;
}

// What the insert says about the key that it gives back: before VALUES, or at the end.
struct Returning {
  std::string before_values = {};
  std::string at_end = {};
};

Returning returning(const Dialect& dialect, const VersionTableShape& table, const Names& names) {
  if (!table.primary_key) {
    return {};
  }
  switch (dialect.info().key_returning) {
    case KeyReturning::none:
      return {};
    case KeyReturning::column:
      return {.at_end = " RETURNING " + names.column};
    case KeyReturning::table_column:
      return {.at_end = " RETURNING " + names.qualified};
    case KeyReturning::output:
      return {.before_values = " OUTPUT inserted." + names.column};
    case KeyReturning::into_parameter:
      return {.at_end = " RETURNING " + names.qualified + " INTO :ret_0"};
  }
  return {};
}

}  // namespace

op::CreateTable create_version_table(const VersionTableShape& table) {
  Column column;
  column.name = column_name;
  column.type = type::String{.length = 32};
  column.nullable = false;
  op::CreateTable operation;
  operation.table.name = TableName(table.name, table.schema);
  operation.table.columns = {column};
  if (table.primary_key) {
    PrimaryKey key;
    key.name = Name(table.name + "_pkc", true);
    key.columns = {column_name};
    operation.table.constraints = {key};
  }
  return operation;
}

std::string insert_version(const Dialect& dialect, const VersionTableShape& table,
                           std::string_view revision) {
  const Names names = names_of(dialect, table);
  const Returning key = returning(dialect, table, names);
  return "INSERT INTO " + names.table + " (" + names.column + ")" + key.before_values +
         " VALUES (" + value_text(dialect, revision) + ")" + key.at_end;
}

std::string update_version(const Dialect& dialect, const VersionTableShape& table,
                           std::string_view from, std::string_view to) {
  const Names names = names_of(dialect, table);
  return "UPDATE " + names.table + " SET " + names.column + "=" + value_text(dialect, to) +
         " WHERE " + names.qualified + " = " + value_text(dialect, from);
}

std::string delete_version(const Dialect& dialect, const VersionTableShape& table,
                           std::string_view revision) {
  const Names names = names_of(dialect, table);
  return "DELETE FROM " + names.table + " WHERE " + names.qualified + " = " +
         value_text(dialect, revision);
}

std::string select_versions(const Dialect& dialect, const VersionTableShape& table) {
  const Names names = names_of(dialect, table);
  return "SELECT " + names.qualified + " FROM " + names.table;
}

}  // namespace retort
