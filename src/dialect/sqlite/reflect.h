// SPDX-License-Identifier: MIT
// What a SQLite database holds, read from the statements that it keeps in sqlite_master
// (https://sqlite.org/schematab.html) and checked against what SQLite itself makes of them.
#pragma once

#include "retort/connection.h"
#include "retort/schema.h"

#include "dialect/sqlite/ddl_parser.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::sqlite {

/// All tables of a database file (none: of the main one), in the order of their creation, in two
/// queries. Tables of SQLite's own and virtual tables with what belongs to them are left out.
Schema reflect_schema(Connection& connection, const std::optional<std::string>& in_schema = {});

/// A trigger, or a view, as it is kept.
struct StoredStatement {
  std::string name;
  std::string table;  ///< the table a trigger is on
  std::string sql;
  bool operator==(const StoredStatement&) const = default;
};

/// The triggers on a table, in the order of their creation.
std::vector<StoredStatement> reflect_triggers(Connection& connection, const TableName& table);

/// Whether a trigger uses a column of its table by name.
bool speaks_of_column(const StoredStatement& trigger, std::string_view column);

/// Names of the tables with a foreign key to `table`, itself included.
std::vector<std::string> referring_tables(Connection& connection, const TableName& table);

/// The table that a CREATE TABLE statement describes. Constraint names are final.
Table make_table(const TableName& name, const ParsedTable& parsed);
/// Takes away what only a rebuild needs to know of keys.
void forget_key_orders(Table& table);
/// An index of that table.
Index make_index(const Table& table, const ParsedIndex& parsed);

}  // namespace retort::sqlite
