// SPDX-License-Identifier: MIT
// pg_attribute, with types, defaults, identity and comments.
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"
#include "schema/affinity.h"

#include <utility>
#include <variant>

namespace retort::postgresql {
namespace {

constexpr int version_with_generated = 120000;
constexpr std::int64_t bigint_oid = 20;
constexpr std::int64_t integer_oid = 23;

std::string columns_sql(const Connection& connection, const TablesByOid& tables) {
  const bool generates = connection.server_version() >= version_with_generated;
  const std::string generated = generates ? "a.attgenerated::text" : "''";
  // A default names no columns; where the server knows that, it need not look at the table
  // (https://www.postgresql.org/docs/current/functions-info.html).
  const std::string value =
      std::string("pg_catalog.pg_get_expr(f.adbin, ") +
      (generates ? "CASE a.attgenerated WHEN '' THEN 0 ELSE f.adrelid END" : "0") + ")";
  // 100 is the default collation, which text, char and varchar have.
  return "SELECT a.attrelid AS table_oid, a.attnum AS number, a.attname AS name, a.atttypid AS "
         "type_oid, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "
         "not_null, a.attidentity::text AS identity, " +
         generated + " AS generated, " + value +
         " AS value, a.attcollation AS collation, CASE WHEN a.attcollation <> 0 AND "
         "(a.attcollation <> 100 OR a.atttypid NOT IN (25, 1042, 1043)) THEN (SELECT "
         "l.collname::text FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_type t ON t.oid = "
         "a.atttypid WHERE l.oid = a.attcollation AND t.typcollation <> a.attcollation) END AS "
         "collation_name FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef f ON "
         "f.adrelid = a.attrelid AND f.adnum = a.attnum WHERE a.attnum > 0 AND NOT a.attisdropped "
         "AND a.attrelid = ANY (" +
         oids_of(tables) + ") ORDER BY a.attrelid, a.attnum";
}

// In a schema that was asked for by name, a sequence without one has that.
std::string qualified_default(const std::string& value, const std::string& schema) {
  constexpr std::string_view begin = "nextval('";
  const auto found = value.find(begin);
  if (found == std::string::npos) return value;
  const auto name = found + begin.size();
  const auto end = value.find('\'', name);
  if (end == std::string::npos || end == name || value.find('.', name) < end) return value;
  return value.substr(0, name) + "\"" + schema + "\"." + value.substr(name);
}

Column read_column(const Row& row, const CatalogScope& scope, const NamedTypes& types,
                   const OwnedSequence* sequence) {
  Column column{.name = text_of(row, "name"), .type = read_type(row, scope, types)};
  column.nullable = !flag_of(row, "not_null");
  const auto value = optional_text(row, "value");
  const auto identity = text_of(row, "identity");
  if (!identity.empty()) {
    Identity made{.always = identity == "a"};
    if (sequence != nullptr) {
      made.options = scope.verbatim ? sequence->options : unusual_options(*sequence);
    }
    column.server_default = ServerDefault(made);
  } else if (value && !text_of(row, "generated").empty()) {
    column.server_default =
        ServerDefault(Computed{.expression = catalog_text(*value), .persisted = true});
  } else if (value) {
    column.server_default =
        ServerDefault(catalog_text(scope.comparing && scope.schema && !scope.schema->empty()
                                       ? qualified_default(*value, *scope.schema)
                                       : *value));
  }
  return column;
}

// What the column has from its type.
void complete_from_domain(Column& column) {
  const auto* domain = std::get_if<type::Domain>(&column.type.kind);
  if (!domain) return;
  if (!column.server_default && domain->default_text) {
    column.server_default = ServerDefault(catalog_text(*domain->default_text));
  }
  column.nullable = *column.nullable && !domain->not_null.value_or(false);
}

// Whether it counts, and with which sequence.
void complete_counting(const Row& row, Column& column) {
  const auto value = text_of(row, "value");
  const auto type = number_of(row, "type_oid");
  const auto sequence = counting_sequence(value);
  if (sequence && (type == bigint_oid || type == integer_oid)) {
    // Whose it is, is seen to once all are known.
    column.sequence = Sequence{.name = *sequence};
  }
  const bool counts =
      affinity_of(column.type) == Affinity::integer && value.find("nextval('") != std::string::npos;
  column.autoincrement =
      counts || !text_of(row, "identity").empty() ? Autoincrement::always : Autoincrement::never;
}

}  // namespace

CatalogQuery columns_query(const Connection& connection, const CatalogScope& scope,
                           const NamedTypes& types, const OwnedSequences& sequences,
                           TablesByOid& tables) {
  return {.sql = columns_sql(connection, tables), .take = [&](const Row& row) {
            const auto oid = number_of(row, "table_oid");
            const auto number = number_of(row, "number");
            const auto found = tables.find(oid);
            if (found == tables.end()) return;
            const auto owned = sequences.of_columns.find({oid, number});
            const auto* sequence = owned == sequences.of_columns.end() ? nullptr : owned->second;
            auto column = read_column(row, scope, types, sequence);
            // The sequence of a SERIAL column: marked here, settled once the primary key is known.
            const auto* value =
                column.server_default ? std::get_if<Expression>(&*column.server_default) : nullptr;
            if (value && sequence != nullptr) column.autoincrement = Autoincrement::always;
            if (scope.verbatim) complete_from_domain(column);
            if (scope.comparing) complete_counting(row, column);
            auto& columns = found->second.table.columns;
            found->second.places[number] = {.position = columns.size(),
                                            .collation = number_of(row, "collation")};
            columns.push_back(std::move(column));
          }};
}

CatalogQuery comments_query(TablesByOid& tables) {
  return {.sql =
              "SELECT d.objoid AS table_oid, d.objsubid AS number, d.description AS comment "
              "FROM pg_catalog.pg_description d WHERE d.classoid = "
              "'pg_catalog.pg_class'::pg_catalog.regclass AND d.objoid = ANY (" +
              oids_of(tables) + ")",
          .take = [&](const Row& row) {
            const auto found = tables.find(number_of(row, "table_oid"));
            if (found == tables.end()) return;
            const auto number = number_of(row, "number");
            if (number == 0) {
              found->second.table.comment = optional_text(row, "comment");
            } else if (Column* const column = found->second.column(number)) {
              column->comment = optional_text(row, "comment");
            }
          }};
}

}  // namespace retort::postgresql
