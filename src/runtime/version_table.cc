// SPDX-License-Identifier: MIT
#include "runtime/version_table.h"

#include "retort/error.h"

#include <fmt/format.h>

#include <utility>

namespace retort {

VersionTable::VersionTable(const Dialect& dialect, const EnvironmentOptions& options)
    : dialect_(&dialect),
      shape_{.name = options.version_table,
             .schema = options.version_table_schema,
             .primary_key = options.version_table_pk} {}

std::vector<std::string> VersionTable::read(Connection& connection) const {
  const Result result = connection.run({.sql = select_versions(*dialect_, shape_)});
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
    if (!dialect_->has_table(connection, name())) return {};
    return read(connection);
  }
  try {
    return read(connection);
  } catch (const DatabaseError& error) {
    if (error.details().connection || dialect_->has_table(connection, name())) throw;
    return {};
  }
}

op::CreateTable VersionTable::create_operation() const { return create_version_table(shape_); }

std::string VersionTable::delete_all() const {
  return "DELETE FROM " + dialect_->format_table(name());
}

VersionStatement VersionTable::statement(const RowOperation& operation) const {
  switch (operation.kind) {
    case RowOperation::Kind::insert_row:
      // Online nobody reads what is returned; written all the same, so that a script and a run are
      // of the same text.
      return {.sql = insert_version(*dialect_, shape_, operation.to)};
    case RowOperation::Kind::update_row:
      return {.sql = update_version(*dialect_, shape_, operation.from, operation.to),
              .one_row = fmt::format("when updating '{}' to '{}' in '{}'", operation.from,
                                     operation.to, shape_.name)};
    case RowOperation::Kind::delete_row:
      break;
  }
  return {.sql = delete_version(*dialect_, shape_, operation.from),
          .one_row = fmt::format("when deleting '{}' in '{}'", operation.from, shape_.name)};
}

}  // namespace retort
