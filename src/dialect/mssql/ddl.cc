// SPDX-License-Identifier: MIT
// Tables, columns, constraints and indexes as SQL Server has them.
// https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql
#include "dialect/mssql/ddl.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"

#include <variant>

namespace retort::mssql {

MssqlDdl::MssqlDdl(const MssqlSql& sql, const DialectInfo& info, const CompileOptions& options)
    // BIT holds nothing but 0 and 1, so that a boolean needs no CHECK.
    : DdlCompiler(
          sql, info,
          DdlRules{
              .native_boolean = true,
              .native_enum = false,
              .comments = bool_option(options.dialect_options, "supports_comments").value_or(true),
              .inline_comments = false},
          options) {}

namespace {

std::optional<std::int64_t> identity_option(const Column& column, std::string_view name) {
  const OptionValue* value = find_option(column.options, name);
  const auto* number = value ? std::get_if<std::int64_t>(&value->base()) : nullptr;
  return number ? std::optional(*number) : std::nullopt;
}

std::string identity_text(std::optional<std::int64_t> start,
                          std::optional<std::int64_t> increment) {
  if (!start && !increment) {
    return " IDENTITY";
  }
  return " IDENTITY(" + std::to_string(start.value_or(1)) + "," +
         std::to_string(increment.value_or(1)) + ")";
}

/// " CLUSTERED", " NONCLUSTERED" or nothing.
std::string_view clustering(const Options& options) {
  const std::optional<bool> clustered = bool_option(options, "mssql_clustered");
  if (!clustered) {
    return "";
  }
  return *clustered ? " CLUSTERED" : " NONCLUSTERED";
}

}  // namespace

std::string MssqlDdl::column_clause(const Column& column, const ResolvedTable& owner) const {
  const ServerDefault* value = column.server_default ? &*column.server_default : nullptr;
  const auto* computed = value ? std::get_if<Computed>(value) : nullptr;
  const auto* identity = value ? std::get_if<Identity>(value) : nullptr;
  const bool counts = column.autoincrement == Autoincrement::always;
  const auto start = identity_option(column, "mssql_identity_start");
  const auto increment = identity_option(column, "mssql_identity_increment");

  std::string text = sql().quote(column.name, column.quote) + " " +
                     (computed ? computed_clause(*computed) : sql().format_type(column.type));
  if (!column.is_nullable() || column.primary_key || column.sequence || counts || identity) {
    text += " NOT NULL";
  } else if (!computed) {
    text += " NULL";
  }
  if (identity) {
    if (start || increment) {
      throw Error(
          "Cannot specify options 'mssql_identity_start' and/or 'mssql_identity_increment' while "
          "also using the 'Identity' construct.",
          ErrorCode::compile);
    }
    return text + identity_text(identity->options.start, identity->options.increment);
  }
  if ((counts || owner.autoincrement_column == column.name) &&
      (!column.sequence || column.sequence->optional)) {
    return text + identity_text(start, increment);
  }
  const std::optional<std::string> written = value ? default_text(*value) : std::nullopt;
  return written ? text + " DEFAULT " + *written : text;
}

std::string MssqlDdl::added_column(const op::AddColumn&, const Column& column,
                                   const ResolvedTable& owner) const {
  return " ADD " + column_clause(column, owner);
}

std::string MssqlDdl::computed_clause(const Computed& computed) const {
  return "AS (" + ddl_expression(sql(), computed.expression) + ")" +
         (computed.persisted == true ? " PERSISTED" : "");
}

std::string MssqlDdl::sequence_type(const Sequence& sequence) const {
  return sequence.data_type ? " AS " + sql().format_type(*sequence.data_type) : "";
}

std::optional<std::string> MssqlDdl::clause(const PrimaryKey& key,
                                            const ResolvedTable& owner) const {
  if (key.columns.empty()) {
    return "";
  }
  return constraint_preamble(key.name) + "PRIMARY KEY" + std::string(clustering(key.options)) +
         " (" + column_list(key.columns, owner.table) + ")" +
         deferrability(key.deferrable, key.initially);
}

std::optional<std::string> MssqlDdl::clause(const Unique& unique,
                                            const ResolvedTable& owner) const {
  if (unique.columns.empty()) {
    return "";
  }
  return constraint_preamble(unique.name) + "UNIQUE" + std::string(clustering(unique.options)) +
         " (" + column_list(unique.columns, owner.table) + ")" +
         deferrability(unique.deferrable, unique.initially);
}

std::string MssqlDdl::index_statement(const Index& index, const TableName& table, bool) const {
  std::string text = index.unique ? "CREATE UNIQUE" : "CREATE";
  text += clustering(index.options);
  text += is_on(index.options, "mssql_columnstore") ? " COLUMNSTORE INDEX " : " INDEX ";
  text += require_index_name(index) + " ON " + table_text(table);
  std::vector<std::string> elements;
  for (const IndexElement& element : index.elements) {
    elements.push_back(element.expression ? ddl_expression(sql(), *element.expression)
                                          : quote(element.column));
  }
  // The one columnstore index of a table is of all its columns.
  text += elements.empty() ? "" : " (" + join(elements, ", ") + ")";
  if (const OptionValue* include = find_option(index.options, "mssql_include")) {
    const auto* names = std::get_if<std::vector<std::string>>(&include->base());
    text += names && !names->empty() ? " INCLUDE (" + quote_list(*names) + ")" : "";
  }
  if (const OptionValue* where = find_option(index.options, "mssql_where")) {
    const auto* condition = std::get_if<Expression>(&where->base());
    text += " WHERE " + (condition ? ddl_expression(sql(), *condition)
                                   : text_option(index.options, "mssql_where").value_or(""));
  }
  return text;
}

void MssqlDdl::warn_of_identity_options(const Column& column) {
  if (find_option(column.options, "mssql_identity_start") ||
      find_option(column.options, "mssql_identity_increment")) {
    warn(
        "The dialect options 'mssql_identity_start' and 'mssql_identity_increment' are deprecated. "
        "Use the 'Identity' object instead.");
  }
}

void MssqlDdl::emit(const op::CreateTable& operation) {
  DdlCompiler::emit(operation);
  for (const Column& column : operation.table.columns) {
    warn_of_identity_options(column);
  }
}

void MssqlDdl::emit(const op::AddColumn& operation) {
  DdlCompiler::emit(operation);
  warn_of_identity_options(operation.column);
}

void MssqlDdl::emit(const op::DropIndex& operation) {
  TableName table = operation.table.value_or(TableName("no_table"));
  if (!table.schema) {
    table.schema = operation.schema;
  }
  add(std::string("DROP INDEX ") + (operation.if_exists ? "IF EXISTS " : "") +
      index_name(index_to_drop(operation)) + " ON " + table_text(table));
}

void MssqlDdl::emit(const op::BulkInsert& operation) {
  // A script may well give values to the column that the server numbers.
  const std::string table = table_text(operation.table);
  if (options().offline) {
    add("SET IDENTITY_INSERT " + table + " ON");
  }
  DdlCompiler::emit(operation);
  if (options().offline) {
    add("SET IDENTITY_INSERT " + table + " OFF");
  }
}

}  // namespace retort::mssql
