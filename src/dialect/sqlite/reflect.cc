// SPDX-License-Identifier: MIT
#include "dialect/sqlite/reflect.h"

#include "retort/error.h"

#include "dialect/sqlite/dialect.h"
#include "dialect/sqlite/reflect_comparing.h"
#include "dialect/sqlite/sql.h"
#include "op/sql_tokens.h"
#include "schema/lookup.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <variant>

namespace retort::sqlite {
namespace {

constexpr int version_with_table_list = 3037000;

// The stored statements of one database file; without a schema those of TEMP tables as well.
std::string stored_statements(const std::optional<std::string>& in_schema) {
  if (in_schema && !in_schema->empty()) {
    return "SELECT rowid AS position, type, name, tbl_name, sql FROM " +
           SqliteSql().quote(*in_schema) + ".sqlite_master";
  }
  return "SELECT rowid AS position, type, name, tbl_name, sql FROM sqlite_master";
}

std::string table_argument(const std::optional<std::string>& in_schema) {
  return in_schema && !in_schema->empty()
             ? "(m.name, " + SqliteSql().string_literal(*in_schema) + ")"
             : "(m.name)";
}

std::string text_of(const Value& value) {
  const auto* text = std::get_if<std::string>(&value.base());
  return text ? *text : std::string();
}

std::int64_t number_of(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value.base());
  return number ? *number : 0;
}

// What SQLite says of a column.
struct KnownColumn {
  std::string name;
  std::string type = {};
  std::optional<std::string> default_text = {};
  bool not_null = false;
  bool in_key = false;
  bool generated = false;
};

struct StoredTable {
  std::string name;
  std::string sql;
  std::vector<std::string> index_statements = {};
  std::vector<KnownColumn> columns = {};
  bool is_view = false;
};

// Which of the stored tables are wanted.
struct Wanted {
  std::vector<std::string> names = {};  // none: all
  bool views = false;
};

std::string condition_of(const Wanted& wanted) {
  std::string condition =
      wanted.views ? "m.type IN ('table', 'index', 'view')" : "m.type IN ('table', 'index')";
  if (wanted.names.empty()) return condition;
  std::string list;
  for (const auto& name : wanted.names) {
    list += (list.empty() ? "lower(" : ", lower(") + SqliteSql().string_literal(name) + ")";
  }
  return condition + " AND lower(m.tbl_name) IN (" + list + ")";
}

[[noreturn]] void fail_unreadable(const std::string& table) {
  throw UnsupportedError("The stored definition of table '" + table + "' cannot be read",
                         ErrorCode::unsupported,
                         "give the table as copy_from, or use recreate=\"never\"");
}

// A rebuild trusts what was read: anything that SQLite sees otherwise must not pass.
void require_agreement(const Table& table, const StoredTable& stored) {
  const auto agrees = [](const Column& column, const KnownColumn& known) {
    const bool computed =
        column.server_default && std::holds_alternative<Computed>(*column.server_default);
    return column.name == known.name && column.is_nullable() != known.not_null &&
           column.primary_key == known.in_key && computed == known.generated;
  };
  if (!std::equal(table.columns.begin(), table.columns.end(), stored.columns.begin(),
                  stored.columns.end(), agrees)) {
    fail_unreadable(stored.name);
  }
}

Table read_table(const TableName& name, const StoredTable& stored) {
  const auto parsed = parse_create_table(stored.sql);
  if (!parsed) fail_unreadable(stored.name);
  auto table = make_table(name, *parsed);
  require_agreement(table, stored);
  for (const auto& sql : stored.index_statements) {
    const auto index = parse_create_index(sql);
    if (!index) fail_unreadable(stored.name);
    table.indexes.push_back(make_index(table, *index));
  }
  return table;
}

// A view, or a table whose statement is not that of a plain one: what SQLite says is all there is.
Table read_columns_alone(const TableName& name, const StoredTable& stored) {
  Table table{.name = name};
  PrimaryKey key;
  for (const auto& known : stored.columns) {
    Column column{.name = known.name, .type = parse_type(known.type)};
    column.nullable = !known.not_null;
    column.primary_key = known.in_key;
    if (known.default_text) {
      column.server_default = ServerDefault(text(escape_parameters(*known.default_text)));
    }
    if (known.in_key) key.columns.push_back(known.name);
    table.columns.push_back(std::move(column));
  }
  if (!key.columns.empty()) table.constraints.emplace_back(std::move(key));
  return table;
}

Table read_verbatim(const TableName& name, const StoredTable& stored) {
  if (!stored.is_view) {
    try {
      auto table = read_table(name, stored);
      forget_key_orders(table);
      return table;
    } catch (const UnsupportedError&) {
      // Nothing is going to be rebuilt from it: what SQLite says is good enough.
    }
  }
  return read_columns_alone(name, stored);
}

Table read_comparable(const TableName& name, const StoredTable& stored) {
  std::vector<DescribedColumn> columns;
  for (const auto& known : stored.columns) {
    columns.push_back({.name = known.name, .type = known.type, .default_text = known.default_text});
  }
  return comparable_table(read_verbatim(name, stored), columns);
}

bool is_sqlites_own(const std::string& name) {
  return name.size() >= 7 && same_identifier(name.substr(0, 7), "sqlite_");
}

// The tables of a file with their indexes and columns; of one table only where it is named.
std::vector<StoredTable> read_stored(Connection& connection,
                                     const std::optional<std::string>& in_schema,
                                     const Wanted& wanted) {
  const auto condition = condition_of(wanted);
  const auto source = " FROM (" + stored_statements(in_schema) + ") AS m";
  std::vector<StoredTable> tables;
  std::map<std::string, std::size_t> positions;
  for (const auto& row :
       connection.run({.sql = "SELECT m.type, m.name, m.tbl_name, m.sql" + source + " WHERE " +
                              condition + " ORDER BY m.type DESC, m.position"})) {
    const auto name = text_of(row["tbl_name"]);
    const auto type = text_of(row["type"]);
    if (type != "index") {
      if (is_sqlites_own(name)) continue;
      positions.emplace(name, tables.size());
      tables.push_back(StoredTable{.name = name, .sql = text_of(row["sql"])});
      tables.back().is_view = type == "view";
    } else if (const auto found = positions.find(name);
               found != positions.end() && !row["sql"].is_null()) {
      tables[found->second].index_statements.push_back(text_of(row["sql"]));
    }
  }
  for (const auto& row : connection.run(
           {.sql = "SELECT m.name AS owner, x.name, x.type, x.dflt_value, x.\"notnull\", x.pk, "
                   "x.hidden" +
                   source + ", pragma_table_xinfo" + table_argument(in_schema) + " AS x WHERE " +
                   condition + " AND m.type <> 'index' ORDER BY m.position, x.cid"})) {
    const auto found = positions.find(text_of(row["owner"]));
    if (found == positions.end()) continue;
    KnownColumn column{.name = text_of(row["name"]), .type = text_of(row["type"])};
    if (!row["dflt_value"].is_null()) column.default_text = text_of(row["dflt_value"]);
    column.not_null = number_of(row["notnull"]) != 0;
    column.in_key = number_of(row["pk"]) > 0;
    column.generated = number_of(row["hidden"]) > 1;
    tables[found->second].columns.push_back(std::move(column));
  }
  return tables;
}

// Virtual tables, and the tables in which they keep their data.
std::vector<std::string> virtual_tables(Connection& connection) {
  std::vector<std::string> names;
  if (connection.server_version() < version_with_table_list) return names;
  for (const auto& row : connection.run(
           {.sql = "SELECT name FROM pragma_table_list WHERE type IN ('virtual', 'shadow')"})) {
    names.push_back(text_of(row[0]));
  }
  return names;
}

// Foreign keys are completed from the other tables, so that all are read.
std::vector<Table> reflect_comparable(Connection& connection,
                                      const std::optional<std::string>& in_schema,
                                      const std::vector<std::string>& names) {
  const auto left_out = virtual_tables(connection);
  const auto has = [](const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  std::vector<Table> tables;
  for (const auto& stored : read_stored(connection, in_schema, {})) {
    if (has(left_out, stored.name)) continue;
    tables.push_back(read_comparable(TableName(stored.name, in_schema), stored));
  }
  complete_foreign_keys(tables);
  tables.erase(std::remove_if(tables.begin(), tables.end(),
                              [&](const Table& table) {
                                return !names.empty() && !has(names, table.name.name);
                              }),
               tables.end());
  return tables;
}

}  // namespace

Schema reflect_schema(Connection& connection, const std::optional<std::string>& in_schema) {
  const auto left_out = virtual_tables(connection);
  Schema schema;
  for (const auto& stored : read_stored(connection, in_schema, {})) {
    if (std::find(left_out.begin(), left_out.end(), stored.name) != left_out.end()) continue;
    schema.tables.push_back(read_table(TableName(stored.name, in_schema), stored));
  }
  return schema;
}

std::vector<StoredStatement> reflect_triggers(Connection& connection, const TableName& table) {
  std::vector<StoredStatement> triggers;
  for (const auto& row : connection.run(
           {.sql = "SELECT m.name, m.tbl_name, m.sql FROM (" + stored_statements(table.schema) +
                   ") AS m WHERE m.type = 'trigger' AND lower(m.tbl_name) = lower(?) "
                   "ORDER BY m.position",
      .parameters = {Value(table.name)}})) {
    triggers.push_back(
        StoredStatement{.name = text_of(row[0]), .table = text_of(row[1]), .sql = text_of(row[2])});
  }
  return triggers;
}

std::vector<std::string> referring_tables(Connection& connection, const TableName& table) {
  std::vector<std::string> names;
  for (const auto& row : connection.run(
           {.sql = "SELECT DISTINCT m.name FROM (" + stored_statements(table.schema) +
                   ") AS m, pragma_foreign_key_list" + table_argument(table.schema) +
                   " AS f WHERE m.type = 'table' AND lower(f.\"table\") = lower(?) ORDER BY m.name",
      .parameters = {Value(table.name)}})) {
    names.push_back(text_of(row[0]));
  }
  return names;
}

bool SqliteDialect::has_table(Connection& connection, const TableName& table) const {
  Statement statement{.sql = "SELECT 1 FROM pragma_table_info(?) LIMIT 1",
                      .parameters = {Value(table.name)}};
  if (table.schema && !table.schema->empty()) {
    statement.sql = "SELECT 1 FROM pragma_table_info(?, ?) LIMIT 1";
    statement.parameters.emplace_back(*table.schema);
  }
  return !connection.run(statement).empty();
}

Table SqliteDialect::reflect_table(Connection& connection, const TableName& table,
                                   const ReflectOptions& options) const {
  auto found = reflect_tables(connection, table.schema, {table.name}, options);
  if (found.empty()) throw Error(full_name(table), ErrorCode::no_such_table);
  auto name = table;
  name.name = found.front().name.name;
  found.front().name = name;
  return std::move(found.front());
}

std::vector<Table> SqliteDialect::reflect_tables(Connection& connection,
                                                 const std::optional<std::string>& in_schema,
                                                 const std::vector<std::string>& names,
                                                 const ReflectOptions& options) const {
  if (options.comparing) return reflect_comparable(connection, in_schema, names);
  const Wanted wanted{.names = names, .views = options.verbatim};
  auto stored = read_stored(connection, in_schema, wanted);
  if (stored.size() < names.size() && (!in_schema || in_schema->empty())) {
    for (auto& temporary : read_stored(connection, "temp", wanted)) {
      stored.push_back(std::move(temporary));
    }
  }
  std::vector<Table> found;
  for (const auto& table : stored) {
    const TableName name(table.name, in_schema);
    found.push_back(options.verbatim ? read_verbatim(name, table) : read_table(name, table));
  }
  return found;
}

}  // namespace retort::sqlite
