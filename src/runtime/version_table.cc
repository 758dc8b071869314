// SPDX-License-Identifier: MIT
#include "runtime/version_table.h"

#include "base/text.h"

#include <fmt/format.h>

#include <utility>

namespace retort {

VersionTable::VersionTable(const Dialect& dialect, const EnvironmentOptions& options)
    : dialect_(&dialect),
      name_(options.version_table, options.version_table_schema),
      primary_key_(options.version_table_pk),
      table_(dialect.format_table(name_)) {}

std::vector<std::string> VersionTable::read(Connection& connection) const {
  const Result result =
      connection.run({.sql = fmt::format("SELECT {0}.version_num FROM {0}", table_)});
  std::vector<std::string> rows;
  for (const Row& row : result) {
    if (const auto* text = std::get_if<std::string>(&row[0].base())) rows.push_back(*text);
  }
  return rows;
}

std::optional<std::vector<std::string>> VersionTable::find(Connection& connection) const {
  // An error ends a transaction, so only outside of one is the table read without knowing that it
  // is there: it nearly always is, and then this is the only query.
  if (connection.in_transaction()) {
    if (!dialect_->has_table(connection, name_)) return {};
    return read(connection);
  }
  try {
    return read(connection);
  } catch (const DatabaseError& error) {
    if (error.details().connection || dialect_->has_table(connection, name_)) throw;
    return {};
  }
}

op::CreateTable VersionTable::create_operation() const {
  Table table{.name = name_};
  table.columns.push_back(
      {.name = "version_num", .type = type::String{.length = 32}, .nullable = false});
  if (primary_key_) {
    table.constraints.emplace_back(
        PrimaryKey{.name = Name(name_.name + "_pkc", true), .columns = {"version_num"}});
  }
  return {.table = std::move(table)};
}

std::string VersionTable::delete_all() const { return "DELETE FROM " + table_; }

std::string VersionTable::literal(std::string_view text) const {
  std::string quoted = replace_all(text, "'", "''");
  const std::string& name = dialect_->info().name;
  if (name == "mysql" || name == "mariadb") quoted = replace_all(quoted, "\\", "\\\\");
  return "'" + quoted + "'";
}

VersionStatement VersionTable::statement(const RowOperation& operation) const {
  switch (operation.kind) {
    case RowOperation::Kind::insert_row: {
      // Online nobody reads what is returned; written all the same, so that a script and a run are
      // of the same text.
      const std::string& name = dialect_->info().name;
      std::string returning;
      if (primary_key_ && name == "postgresql") {
        returning = fmt::format(" RETURNING {}.version_num", table_);
      } else if (primary_key_ && name == "sqlite") {
        returning = " RETURNING version_num";
      }
      return {.sql = fmt::format("INSERT INTO {} (version_num) VALUES ({}){}", table_,
                                 literal(operation.to), returning)};
    }
    case RowOperation::Kind::update_row:
      return {.sql = fmt::format("UPDATE {0} SET version_num={1} WHERE {0}.version_num = {2}",
                                 table_, literal(operation.to), literal(operation.from)),
              .one_row = fmt::format("when updating '{}' to '{}' in '{}'", operation.from,
                                     operation.to, name_.name)};
    case RowOperation::Kind::delete_row:
      break;
  }
  return {.sql = fmt::format("DELETE FROM {0} WHERE {0}.version_num = {1}", table_,
                             literal(operation.from)),
          .one_row = fmt::format("when deleting '{}' in '{}'", operation.from, name_.name)};
}

}  // namespace retort
