// SPDX-License-Identifier: MIT
// pg_class and its like, for their names alone.
#include "dialect/postgresql/dialect.h"
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"

#include <algorithm>
#include <utility>

namespace retort::postgresql {
namespace {

std::string literal(const std::string& text) { return PostgresqlSql().string_literal(text); }

// Without a schema: what the search path finds, but for the system's own.
std::string schema_condition(const std::optional<std::string>& in_schema) {
  if (in_schema && !in_schema->empty()) return "n.nspname = " + literal(*in_schema);
  return "pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'";
}

std::string relations_query(const std::string& kinds, bool temporary,
                            const std::optional<std::string>& in_schema) {
  const std::string where = temporary
                                ? "c.relpersistence = 't'"
                                : "c.relpersistence <> 't' AND " + schema_condition(in_schema);
  return "SELECT c.relname::text AS name FROM pg_catalog.pg_class c JOIN "
         "pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN (" +
         kinds + ") AND " + where + " ORDER BY c.relname";
}

std::string types_query(const std::optional<std::string>& in_schema) {
  const std::string where = in_schema && !in_schema->empty()
                                ? "n.nspname = " + literal(*in_schema)
                                : "pg_catalog.pg_type_is_visible(t.oid) AND n.nspname <> "
                                  "'pg_catalog'";
  return "SELECT t.typname::text AS name FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n "
         "ON n.oid = t.typnamespace WHERE " +
         where + " ORDER BY t.typname";
}

std::string names_query(NameKind kind, const std::optional<std::string>& in_schema) {
  switch (kind) {
    case NameKind::schema:
      return "SELECT n.nspname::text AS name FROM pg_catalog.pg_namespace n WHERE n.nspname NOT "
             "LIKE 'pg\\_%' ORDER BY n.nspname";
    case NameKind::table:
      return relations_query("'r', 'p'", false, in_schema);
    case NameKind::view:
      return relations_query("'v'", false, in_schema);
    case NameKind::materialized_view:
      return relations_query("'m'", false, in_schema);
    case NameKind::foreign_table:
      return relations_query("'f'", false, in_schema);
    case NameKind::temporary_table:
      return relations_query("'r', 'p'", true, in_schema);
    case NameKind::temporary_view:
      return relations_query("'v'", true, in_schema);
    case NameKind::sequence:
      return relations_query("'S'", false, in_schema);
    case NameKind::type:
      return types_query(in_schema);
  }
  return {};
}

}  // namespace

std::vector<std::string> PostgresqlDialect::names(
    Connection& connection, NameKind kind, const std::optional<std::string>& in_schema) const {
  std::vector<std::string> found;
  for (const auto& row : connection.run({.sql = names_query(kind, in_schema)})) {
    found.push_back(text_of(row, "name"));
  }
  return found;
}

std::string PostgresqlDialect::default_schema(Connection& connection) const {
  const auto result = connection.run({.sql = "SELECT pg_catalog.current_schema()::text AS name"});
  return result.empty() ? std::string() : text_of(result.rows.front(), "name");
}

std::optional<std::string> PostgresqlDialect::view_definition(Connection& connection,
                                                              const TableName& view) const {
  const auto result = connection.run(
      {.sql = "SELECT pg_catalog.pg_get_viewdef(c.oid) AS definition FROM pg_catalog.pg_class c "
              "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', "
              "'m') AND c.relname = " +
              literal(view.name) + " AND " + schema_condition(view.schema)});
  if (result.empty()) return std::nullopt;
  return text_of(result.rows.front(), "definition");
}

std::vector<type::Enum> PostgresqlDialect::reflect_enums(
    Connection& connection, const std::optional<std::string>& in_schema) const {
  const std::string wanted = in_schema.value_or("");
  std::vector<type::Enum> found;
  for (auto& [oid, type] : read_enums(connection)) {
    // A type that the search path does not find is named with its schema.
    const bool all = wanted == "*" || type.schema == wanted;
    if (all || (!type.schema && (wanted.empty() || wanted == default_schema(connection)))) {
      found.push_back(type);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const type::Enum& a, const type::Enum& b) { return a.name < b.name; });
  return found;
}

}  // namespace retort::postgresql
