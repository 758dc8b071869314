// SPDX-License-Identifier: MIT
// What running operations on a live PostgreSQL takes beyond the statements themselves.
#include "dialect/postgresql/dialect.h"
#include "schema/affinity.h"

#include <variant>

namespace retort::postgresql {
namespace {

bool is_concurrent(const Options& options) {
  const auto found = options.find("postgresql_concurrently");
  if (found == options.end()) return false;
  const auto* flag = std::get_if<bool>(&found->second.base());
  return flag != nullptr && *flag;
}

}  // namespace

std::optional<std::string> PostgresqlDialect::refusal_in_transaction(
    const Operation& operation) const {
  const auto* create = std::get_if<op::CreateIndex>(&operation.base());
  const auto* drop = std::get_if<op::DropIndex>(&operation.base());
  if ((create == nullptr || !is_concurrent(create->index.options)) &&
      (drop == nullptr || !is_concurrent(drop->options))) {
    return std::nullopt;
  }
  return "An index cannot be created or dropped CONCURRENTLY inside a transaction";
}

bool PostgresqlDialect::has_enum(Connection& connection, const type::Enum& type) const {
  Statement query{.sql =
                      "SELECT 1 FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace ON "
                      "pg_namespace.oid = pg_type.typnamespace WHERE typname = $1 AND ",
                  .parameters = {type.name}};
  if (type.schema) {
    query.sql += "nspname = $2";
    query.parameters.emplace_back(*type.schema);
  } else {
    query.sql += "pg_catalog.pg_type_is_visible(pg_type.oid)";
  }
  return !connection.run(query).empty();
}

// A new serial or identity column starts counting at 1.
void PostgresqlDialect::continue_counters(Connection& connection, const Table& table) const {
  for (const auto& column : table.columns) {
    const bool identity =
        column.server_default && std::holds_alternative<Identity>(*column.server_default);
    if (affinity_of(column.type) != Affinity::integer || (!identity && !column.primary_key)) {
      continue;
    }
    const auto of_table = format_table(table.name);
    connection.run({.sql = "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence($1, $2), "
                           "(SELECT max(" +
                           quote(column.name) + ")::bigint FROM " + of_table +
                           ")) WHERE pg_catalog.pg_get_serial_sequence($1, $2) IS NOT NULL",
                    .parameters = {Value(of_table), Value(column.name)}});
  }
}

}  // namespace retort::postgresql
