// SPDX-License-Identifier: MIT
// Reads the CREATE statements that SQLite keeps in sqlite_master, by its grammar
// (https://sqlite.org/lang_createtable.html, https://sqlite.org/lang_createindex.html).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::sqlite {

/// ON DELETE ... of a REFERENCES clause, in upper case.
struct ParsedReference {
  std::string constraint_name = {};  ///< empty: none
  std::string table;
  std::vector<std::string> columns = {};  ///< empty: the primary key
  std::optional<std::string> ondelete = {};
  std::optional<std::string> onupdate = {};
  std::optional<std::string> match = {};
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};  ///< "DEFERRED" or "IMMEDIATE"
  bool operator==(const ParsedReference&) const = default;
};

struct ParsedCheck {
  std::string constraint_name = {};
  std::string condition;  ///< the text between the brackets
  bool operator==(const ParsedCheck&) const = default;
};

/// PRIMARY KEY or UNIQUE, of a column or of the table.
struct ParsedKey {
  std::string constraint_name = {};
  std::vector<std::string> columns = {};  ///< empty at a column
  std::string conflict = {};              ///< "REPLACE"...; empty: none
  bool autoincrement = false;
  /// What stands behind a column ("COLLATE nocase DESC"), where that is not ASC, its usual order;
  /// without the column's name for a key at a column.
  std::vector<std::pair<std::string, std::string>> orders = {};
  bool operator==(const ParsedKey&) const = default;
};

struct ParsedDefault {
  std::string text;  ///< as written, brackets included
  bool operator==(const ParsedDefault&) const = default;
};

struct ParsedGenerated {
  std::string expression;
  bool stored = false;
  bool operator==(const ParsedGenerated&) const = default;
};

struct ParsedColumn {
  std::string name;
  std::string type = {};  ///< words parted by one space; empty: none
  bool not_null = false;
  std::string not_null_conflict = {};
  std::optional<ParsedKey> primary_key = {};
  std::vector<ParsedKey> uniques = {};
  std::vector<ParsedCheck> checks = {};
  std::vector<ParsedReference> references = {};
  std::optional<ParsedDefault> default_value = {};
  std::optional<ParsedGenerated> generated = {};
  std::string collation = {};
  bool operator==(const ParsedColumn&) const = default;
};

/// FOREIGN KEY of the table.
struct ParsedForeignKey {
  std::vector<std::string> columns;
  ParsedReference reference;
  bool operator==(const ParsedForeignKey&) const = default;
};

struct ParsedTable {
  std::string name;
  bool temporary = false;
  std::vector<ParsedColumn> columns = {};
  std::optional<ParsedKey> primary_key = {};  ///< the table's own, not a column's
  std::vector<ParsedKey> uniques = {};
  std::vector<ParsedCheck> checks = {};
  std::vector<ParsedForeignKey> foreign_keys = {};
  bool without_rowid = false;
  bool strict = false;
  bool operator==(const ParsedTable&) const = default;
};

struct ParsedIndexElement {
  std::string column = {};      ///< empty: an expression
  std::string expression = {};  ///< as written, with COLLATE, ASC and DESC
  bool operator==(const ParsedIndexElement&) const = default;
};

struct ParsedIndex {
  std::string name;
  std::string table;
  bool unique = false;
  std::vector<ParsedIndexElement> elements = {};
  std::string where = {};
  bool operator==(const ParsedIndex&) const = default;
};

/// A CREATE TABLE statement; nothing when the text is not one that SQLite could have kept.
std::optional<ParsedTable> parse_create_table(std::string_view sql);
/// A CREATE INDEX statement; nothing when the text is not one that SQLite could have kept.
std::optional<ParsedIndex> parse_create_index(std::string_view sql);

}  // namespace retort::sqlite
