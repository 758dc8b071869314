// SPDX-License-Identifier: MIT
#include "dialect/postgresql/reflect.h"

#include "retort/error.h"

#include "dialect/postgresql/dialect.h"
#include "dialect/postgresql/sql.h"
#include "op/sql_tokens.h"
#include "schema/lookup.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace retort::postgresql {
namespace {

std::string literal(const std::string& text) { return PostgresqlSql().string_literal(text); }

// Where a name without a schema is looked for.
std::string schema_condition(const CatalogScope& scope) {
  if (scope.schema && !scope.schema->empty()) return "n.nspname = " + literal(*scope.schema);
  if (scope.comparing) {
    return "pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'";
  }
  return scope.tables.empty() ? "n.nspname = pg_catalog.current_schema()"
                              : "pg_catalog.pg_table_is_visible(c.oid)";
}

std::optional<std::string> named_schema(const CatalogScope& scope) {
  return scope.schema && !scope.schema->empty() ? scope.schema : std::nullopt;
}

void add_storage_options(const Row& row, Table& table) {
  if (text_of(row, "persistence") == "u") table.prefixes.emplace_back("UNLOGGED");
  if (const auto key = optional_text(row, "partition_key")) {
    table.options["postgresql_partition_by"] = *key;
  }
  const auto parents = texts_of(row, "parents");
  if (!parents.empty()) table.options["postgresql_inherits"] = parents;
  if (const auto space = optional_text(row, "tablespace")) {
    table.options["postgresql_tablespace"] = *space;
  }
}

std::vector<Sequence> read_sequences(Connection& connection, const CatalogScope& scope) {
  std::vector<Sequence> sequences;
  for (const auto& row : connection.run(
           {.sql = "SELECT c.relname AS name, s.seqstart AS start, s.seqincrement AS increment, "
                   "s.seqmin AS minimum, s.seqmax AS maximum, s.seqcache AS cache, s.seqcycle AS "
                   "cycle FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
                   "c.relnamespace JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid WHERE "
                   "c.relkind = 'S' AND " +
                   schema_condition(scope) +
                   " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = "
                   "'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype "
                   "IN ('a', 'i', 'e')) ORDER BY c.relname"})) {
    Sequence sequence{.name = text_of(row, "name"), .schema = named_schema(scope)};
    sequence.options = SequenceOptions{.start = number_of(row, "start"),
                                       .increment = number_of(row, "increment"),
                                       .minvalue = number_of(row, "minimum"),
                                       .maxvalue = number_of(row, "maximum"),
                                       .cycle = flag_of(row, "cycle"),
                                       .cache = number_of(row, "cache")};
    sequences.push_back(std::move(sequence));
  }
  return sequences;
}

// Which rows of pg_class, with their schemas, are the scope's relations.
std::string scope_condition(const CatalogScope& scope) {
  const std::string kinds =
      scope.verbatim && !scope.comparing ? "'r', 'p', 'f', 'v', 'm'" : "'r', 'p'";
  std::string sql = "c.relkind IN (" + kinds + ")";
  if (scope.comparing) sql += " AND c.relpersistence <> 't'";
  if (!scope.tables.empty()) {
    std::string list;
    for (const auto& table : scope.tables) list += (list.empty() ? "" : ", ") + literal(table);
    sql += " AND c.relname IN (" + list + ")";
  }
  sql += " AND " + schema_condition(scope);
  if (!scope.comparing && (scope.verbatim || !scope.tables.empty())) return sql;
  return sql +
         " AND NOT c.relispartition AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE "
         "d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype "
         "= 'e')";
}

constexpr int version_with_jit = 110000;

CatalogQuery tables_query(const CatalogScope& scope, TablesByOid& tables) {
  // What the search path has been asked for is visible.
  const bool searched = scope.comparing && !named_schema(scope);
  const std::string visible = searched ? "true" : "pg_catalog.pg_table_is_visible(c.oid)";
  return {
      .sql = "SELECT c.oid AS table_oid, c.relname AS name, n.nspname AS in_schema, " + visible +
             " AS visible, c.relpersistence::text AS "
             "persistence, CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END "
             "AS partition_key, CASE WHEN c.reltablespace <> 0 THEN (SELECT s.spcname::text FROM "
             "pg_catalog.pg_tablespace s WHERE s.oid = c.reltablespace) END AS tablespace, CASE "
             "WHEN NOT c.relispartition THEN ARRAY(SELECT p.relname::text FROM "
             "pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent WHERE "
             "i.inhrelid = c.oid ORDER BY i.inhseqno) END AS parents FROM pg_catalog.pg_class c "
             "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE " +
             scope_condition(scope),
      .take = [&](const Row& row) {
        CatalogTable found{.table = {.name = TableName(text_of(row, "name"), named_schema(scope))},
                           .schema = text_of(row, "in_schema"),
                           .visible = flag_of(row, "visible")};
        add_storage_options(row, found.table);
        tables.emplace(number_of(row, "table_oid"), std::move(found));
      }};
}

CatalogQuery set_jit(const std::string& to) {
  return {.sql = "SELECT pg_catalog.set_config('jit', " + literal(to) + ", true)",
          .take = [](const Row&) {}};
}

// By its own estimates the server thinks the queries for many tables long enough to compile them,
// which takes it seconds where they take milliseconds
// (https://www.postgresql.org/docs/current/jit-decision.html).
bool invites_jit(const CatalogScope& scope, const TablesByOid& tables) {
  constexpr std::size_t many = 50;
  return scope.comparing || tables.size() > many;
}

void read_rarities(Connection& connection, OwnedSequences& sequences, TablesByOid& tables) {
  std::vector<CatalogQuery> queries;
  if (auto query = other_sequences_query(tables, sequences)) queries.push_back(std::move(*query));
  if (auto query = exclusions_query(tables)) queries.push_back(std::move(*query));
  if (!queries.empty()) read_catalogs(connection, queries);
}

// The tables of a scope with all of their parts.
TablesByOid read_tables(Connection& connection, const CatalogScope& scope, NamedTypes& types) {
  TablesByOid tables;
  std::string jit;
  std::vector<CatalogQuery> queries{tables_query(scope, tables), types_query(scope, types)};
  if (connection.server_version() >= version_with_jit) {
    queries.push_back({.sql = "SELECT pg_catalog.current_setting('jit') AS was",
                       .take = [&](const Row& row) { jit = text_of(row, "was"); }});
  }
  read_catalogs(connection, queries);
  if (tables.empty()) return tables;

  OwnedSequences sequences;
  queries = {sequences_query(tables, sequences),
             columns_query(connection, scope, types, sequences, tables), comments_query(tables),
             constraints_query(connection, scope, tables),
             indexes_query(connection, scope, tables)};
  if (jit == "on" && invites_jit(scope, tables)) {
    // Until the end of the transaction, which may be one of the caller's.
    queries.insert(queries.begin(), set_jit("off"));
    queries.push_back(set_jit(jit));
  }
  read_catalogs(connection, queries);
  read_rarities(connection, sequences, tables);
  settle_sequences(scope, sequences, tables);
  settle_constraints(scope, tables);
  return tables;
}

}  // namespace

void read_catalogs(Connection& connection, const std::vector<CatalogQuery>& queries) {
  std::vector<Statement> statements;
  statements.reserve(queries.size());
  for (const auto& query : queries) statements.push_back({.sql = query.sql});
  connection.read(statements,
                  [&](std::size_t position, const Row& row) { queries[position].take(row); });
}

std::vector<std::string> CatalogTable::names_of(const std::vector<std::int64_t>& numbers) const {
  std::vector<std::string> names;
  names.reserve(numbers.size());
  for (const auto number : numbers) {
    const auto place = places.find(number);
    if (place != places.end()) names.push_back(table.columns[place->second.position].name);
  }
  return names;
}

Column* CatalogTable::column(std::int64_t number) {
  const auto place = places.find(number);
  return place == places.end() ? nullptr : &table.columns[place->second.position];
}

std::string text_of(const Row& row, std::string_view column) {
  return optional_text(row, column).value_or("");
}

std::optional<std::string> optional_text(const Row& row, std::string_view column) {
  const auto* text = std::get_if<std::string>(&row[column].base());
  return text ? std::optional(*text) : std::nullopt;
}

std::int64_t number_of(const Row& row, std::string_view column) {
  const auto* number = std::get_if<std::int64_t>(&row[column].base());
  return number ? *number : 0;
}

bool flag_of(const Row& row, std::string_view column) {
  const auto* flag = std::get_if<bool>(&row[column].base());
  return flag && *flag;
}

std::vector<std::string> texts_of(const Row& row, std::string_view column) {
  std::vector<std::string> texts;
  const auto* list = std::get_if<List>(&row[column].base());
  if (!list) return texts;
  for (const auto& item : list->items) {
    const auto* text = std::get_if<std::string>(&item.base());
    texts.push_back(text ? *text : std::string());
  }
  return texts;
}

std::vector<std::int64_t> numbers_of(const Row& row, std::string_view column) {
  std::vector<std::int64_t> numbers;
  const auto* text = std::get_if<std::string>(&row[column].base());
  if (!text) return numbers;
  const char* const end = text->data() + text->size();
  for (const char* at = text->data(); at < end;) {
    std::int64_t number = 0;
    const auto [behind, error] = std::from_chars(at, end, number);
    if (error == std::errc()) numbers.push_back(number);
    at = error == std::errc() ? behind : at + 1;
  }
  return numbers;
}

CatalogScope CatalogScope::of(const std::optional<std::string>& in_schema,
                              const std::vector<std::string>& names,
                              const ReflectOptions& options) {
  return {.tables = names,
          .schema = in_schema,
          .verbatim = options.verbatim || options.comparing,
          .comparing = options.comparing};
}

Expression catalog_text(const std::string& sql) { return text(escape_parameters(sql)); }

std::string without_outer_parentheses(const std::string& text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return text;
  int depth = 0;
  const auto tokens = sql_tokens(text);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].kind != SqlTokenKind::symbol) continue;
    if (tokens[i].text == "(") ++depth;
    if (tokens[i].text == ")") --depth;
    if (depth == 0) return text;
  }
  return text.substr(1, text.size() - 2);
}

std::string oids_of(const TablesByOid& tables) {
  std::string list;
  for (const auto& [oid, table] : tables) list += (list.empty() ? "" : ",") + std::to_string(oid);
  return "'{" + list + "}'::pg_catalog.oid[]";
}

Schema reflect_schema(Connection& connection, const std::optional<std::string>& in_schema) {
  const CatalogScope scope{.tables = {}, .schema = in_schema};
  NamedTypes types;
  auto tables = read_tables(connection, scope, types);
  Schema schema;
  for (auto& [oid, found] : tables) schema.tables.push_back(std::move(found.table));
  std::sort(schema.tables.begin(), schema.tables.end(),
            [](const Table& a, const Table& b) { return a.name.name < b.name.name; });
  for (const auto& [oid, type] : types.enums) {
    // A type that the search path does not find is named with its schema.
    const bool here = in_schema && !in_schema->empty() ? type.schema == in_schema : !type.schema;
    if (here) schema.enums.push_back(type);
  }
  std::sort(schema.enums.begin(), schema.enums.end(),
            [](const type::Enum& a, const type::Enum& b) { return a.name < b.name; });
  schema.sequences = read_sequences(connection, scope);
  return schema;
}

bool PostgresqlDialect::has_table(Connection& connection, const TableName& table) const {
  const CatalogScope scope{.tables = {table.name}, .schema = table.schema};
  return !connection
              .run(
                  {.sql = "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON "
                          "n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND "
                          "c.relname = " +
                          literal(table.name) + " AND " + schema_condition(scope)})
              .empty();
}

Table PostgresqlDialect::reflect_table(Connection& connection, const TableName& table,
                                       const ReflectOptions& options) const {
  auto tables = reflect_tables(connection, table.schema, {table.name}, options);
  if (tables.empty()) throw Error(full_name(table), ErrorCode::no_such_table);
  auto found = std::move(tables.front());
  found.name = table;
  return found;
}

std::vector<Table> PostgresqlDialect::reflect_tables(Connection& connection,
                                                     const std::optional<std::string>& in_schema,
                                                     const std::vector<std::string>& names,
                                                     const ReflectOptions& options) const {
  const auto scope = CatalogScope::of(in_schema, names, options);
  NamedTypes types;
  auto tables = read_tables(connection, scope, types);
  std::vector<Table> found;
  found.reserve(tables.size());
  for (auto& [oid, read] : tables) found.push_back(std::move(read.table));
  if (options.comparing) {
    std::sort(found.begin(), found.end(),
              [](const Table& a, const Table& b) { return a.name.name < b.name.name; });
  }
  return found;
}

}  // namespace retort::postgresql
