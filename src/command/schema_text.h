// SPDX-License-Identifier: MIT
// A database's schema as lines of text: two schemas are the same when their lines are.
#pragma once

#include "retort/connection.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::command {

/// The table that is no part of the schema, but Retort's own.
struct VersionTableName {
  std::string table = "alembic_version";
  std::optional<std::string> schema = {};
};

/// One fact a line, sorted: "table users: column id integer not null". Data, the order of columns
/// and the names of sequences that belong to a column are left out. PostgreSQL: all schemas but the
/// system's, with types, views, functions, triggers, policies, rights and comments; what belongs to
/// an extension counts as the extension. SQLite: tables, indexes, views, triggers.
std::vector<std::string> schema_lines(Connection& connection, const VersionTableName& version);

/// The lines as a number of 32 hexadecimal digits.
std::string fingerprint(const std::vector<std::string>& lines);

/// What `found` lacks ("- line") and what it has more than `expected` ("+ line").
std::vector<std::string> schema_differences(const std::vector<std::string>& expected,
                                            const std::vector<std::string>& found);

}  // namespace retort::command
