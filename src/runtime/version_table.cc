// SPDX-License-Identifier: MIT
#include "runtime/version_table.h"

#include "retort/error.h"

#include "base/text.h"

#include <fmt/format.h>

#include <utility>

namespace retort {
namespace {

/// Of the version table's column; nothing when it takes any text.
std::optional<int> length_of(const Table& table) {
  for (const Column& column : table.columns) {
    const auto* text = std::get_if<type::String>(&column.type.kind);
    if (text != nullptr && column.name == "version_num") return text->length;
  }
  return {};
}

}  // namespace

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
    if (error.details().connection) throw;
    // It may have come into being just now.
    if (dialect_->has_table(connection, name())) return read(connection);
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

void VersionTable::check_ids(const Plan& plan, Connection* connection) const {
  const std::string* longest = nullptr;
  for (const Step& step : plan.steps) {
    for (const RowOperation& row : step.row_operations) {
      if (longest == nullptr || utf8_length(row.to) > utf8_length(*longest)) longest = &row.to;
    }
  }
  const std::optional<int> usual = length_of(create_operation().table);
  if (longest == nullptr || !usual || utf8_length(*longest) <= static_cast<std::size_t>(*usual)) {
    return;
  }
  // Somebody may have made the column wider.
  const std::optional<int> length =
      connection == nullptr ? usual : length_of(dialect_->reflect_table(*connection, name()));
  if (!length || utf8_length(*longest) <= static_cast<std::size_t>(*length)) return;
  throw Error(
      fmt::format("Revision id '{}' has {} characters, and the version table {} takes {}: nothing "
                  "has been run",
                  *longest, utf8_length(*longest), dialect_->format_table(name()), *length),
      ErrorCode::command,
      fmt::format("Give the revision a shorter id in its file and in those that name it, or make "
                  "the column wider: {}ALTER TABLE {} ALTER COLUMN version_num TYPE VARCHAR(255).",
                  connection == nullptr ? "`ensure_version`, and then " : "",
                  dialect_->format_table(name())));
}

}  // namespace retort
