// SPDX-License-Identifier: MIT
// The [tool.alembic] table of a pyproject.toml as plain values.
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

/// What a pyproject.toml says under [tool.alembic].
struct AlembicTable {
  bool present = false;
  TomlTable values;
};

/// Throws ConfigError "path:line: reason" for bad syntax, and "Incorrect TOML format" when
/// tool.alembic is no table.
AlembicTable parse_alembic_table(std::string_view text, std::string_view path);

}  // namespace retort
