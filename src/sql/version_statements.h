// SPDX-License-Identifier: MIT
// The statements of the version table, the same online and in scripts.
#pragma once

#include "retort/dialect.h"
#include "retort/operation.h"

#include <optional>
#include <string>
#include <string_view>

namespace retort {

/// Where a database keeps the revisions it is at: the name of the table, and whether it has a key.
struct VersionTableShape {
  std::string name = "alembic_version";
  std::optional<std::string> schema = {};
  bool primary_key = true;
  bool operator==(const VersionTableShape&) const = default;
};

/// The table: one column, version_num VARCHAR(32) NOT NULL, the key named <table>_pkc.
op::CreateTable create_version_table(const VersionTableShape& table);

/// Values are inline: revision identifiers are short, and a script shows what it does.
std::string insert_version(const Dialect& dialect, const VersionTableShape& table,
                           std::string_view revision);
std::string update_version(const Dialect& dialect, const VersionTableShape& table,
                           std::string_view from, std::string_view to);
std::string delete_version(const Dialect& dialect, const VersionTableShape& table,
                           std::string_view revision);
std::string select_versions(const Dialect& dialect, const VersionTableShape& table);

}  // namespace retort
