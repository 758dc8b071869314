// SPDX-License-Identifier: MIT
// sqlite_master, for its names alone.
#include "dialect/sqlite/dialect.h"
#include "dialect/sqlite/sql.h"

#include <variant>

namespace retort::sqlite {
namespace {

std::string master(const std::optional<std::string>& in_schema) {
  if (in_schema && !in_schema->empty()) return SqliteSql().quote(*in_schema) + ".sqlite_master";
  return "sqlite_master";
}

std::string names_query(NameKind kind, const std::optional<std::string>& in_schema) {
  const auto of_type = [](const std::string& source, const std::string& type) {
    return "SELECT name FROM " + source + " WHERE type = '" + type +
           "' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name";
  };
  switch (kind) {
    case NameKind::schema:
      return "SELECT name FROM pragma_database_list WHERE name <> 'temp'";
    case NameKind::table:
      return of_type(master(in_schema), "table");
    case NameKind::view:
      return of_type(master(in_schema), "view");
    case NameKind::temporary_table:
      return of_type("sqlite_temp_master", "table");
    case NameKind::temporary_view:
      return of_type("sqlite_temp_master", "view");
    case NameKind::materialized_view:
    case NameKind::foreign_table:
    case NameKind::sequence:
    case NameKind::type:
      return {};  // it has none
  }
  return {};
}

}  // namespace

std::vector<std::string> SqliteDialect::names(Connection& connection, NameKind kind,
                                              const std::optional<std::string>& in_schema) const {
  std::vector<std::string> found;
  const std::string query = names_query(kind, in_schema);
  if (query.empty()) return found;
  for (const auto& row : connection.run({.sql = query})) {
    const auto* name = std::get_if<std::string>(&row[0].base());
    if (name != nullptr) found.push_back(*name);
  }
  return found;
}

std::string SqliteDialect::default_schema(Connection&) const { return "main"; }

std::optional<std::string> SqliteDialect::view_definition(Connection& connection,
                                                          const TableName& view) const {
  std::string source = master(view.schema);
  if (!view.schema || view.schema->empty()) {
    source = "(SELECT * FROM sqlite_master UNION ALL SELECT * FROM sqlite_temp_master)";
  }
  const auto result = connection.run(
      {.sql = "SELECT sql FROM " + source + " WHERE type = 'view' AND lower(name) = lower(?)",
       .parameters = {Value(view.name)}});
  if (result.empty()) return std::nullopt;
  const auto* sql = std::get_if<std::string>(&result.rows.front()[0].base());
  return sql != nullptr ? *sql : std::string();
}

std::vector<type::Enum> SqliteDialect::reflect_enums(Connection&,
                                                     const std::optional<std::string>&) const {
  return {};
}

}  // namespace retort::sqlite
