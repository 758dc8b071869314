// SPDX-License-Identifier: MIT
// The tables [tool.alembic] and [tool.retort] of a pyproject.toml as plain values.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort {

struct TomlValue;
struct TomlEntry;
using TomlArray = std::vector<TomlValue>;
using TomlTable = std::vector<TomlEntry>;

/// A value of a kind that no setting has: a float, a date or a time.
struct TomlOther {
  friend bool operator==(const TomlOther&, const TomlOther&) { return true; }
};

struct TomlValue {
  std::variant<std::string, long long, bool, TomlArray, TomlTable, TomlOther> data;
};

struct TomlEntry {
  std::string key;
  TomlValue value;
};

/// The value of a key; null when the table has no such key.
const TomlValue* find_in_table(const TomlTable& table, std::string_view key);

/// What a pyproject.toml says under [tool].
struct ToolTables {
  bool has_alembic = false;
  TomlTable alembic = {};
  bool has_retort = false;
  TomlTable retort = {};
};

/// Throws ConfigError "path:line: reason" for bad syntax, and "Incorrect TOML format" when
/// tool.alembic or tool.retort is no table.
ToolTables parse_tool_tables(std::string_view text, std::string_view path);

}  // namespace retort
