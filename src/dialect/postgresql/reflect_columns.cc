// SPDX-License-Identifier: MIT
// pg_attribute, with types, defaults, identity and comments.
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"
#include "schema/affinity.h"

#include <limits>
#include <utility>
#include <variant>

namespace retort::postgresql {
namespace {

constexpr int version_with_generated = 120000;

// The sequence that a counter takes its numbers from, if a column of the same name owns it.
std::string serial_sequence(const std::string& value) {
  return "CASE WHEN a.atttypid IN (20, 23) AND " + value +
         " LIKE 'nextval(''%''::regclass)%' THEN (SELECT s.relname::text FROM pg_catalog.pg_depend "
         "u JOIN pg_catalog.pg_class s ON s.oid = u.refobjid AND s.relkind = 'S' JOIN "
         "pg_catalog.pg_depend w ON w.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND "
         "w.objid = s.oid AND w.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass JOIN "
         "pg_catalog.pg_attribute wa ON wa.attrelid = w.refobjid AND wa.attnum = w.refobjsubid "
         "WHERE u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND u.objid = f.oid AND "
         "u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND wa.attname = a.attname "
         "LIMIT 1) END";
}

std::string columns_sql(const Connection& connection, const CatalogScope& scope,
                        const TablesByOid& tables) {
  const bool generates = connection.server_version() >= version_with_generated;
  const std::string generated = generates ? "a.attgenerated::text" : "''";
  // A default names no columns; where the server knows that, it need not look at the table
  // (https://www.postgresql.org/docs/current/functions-info.html).
  const std::string value =
      std::string("pg_catalog.pg_get_expr(f.adbin, ") +
      (generates ? "CASE a.attgenerated WHEN '' THEN 0 ELSE f.adrelid END" : "0") + ")";
  return "SELECT a.attrelid AS table_oid, a.attname AS name, pg_catalog.format_type(a.atttypid, "
         "a.atttypmod) AS type, a.attnotnull AS not_null, a.attidentity::text AS identity, " +
         generated + " AS generated, " + value +
         " AS value, d.description AS comment, t.oid AS type_oid, t.typelem AS element_oid, "
         "t.typtype::text AS type_kind, "
         "CASE WHEN t.typtype = 'd' THEN t.typname END AS type_name, CASE WHEN t.typtype = 'd' "
         "THEN tn.nspname END AS type_schema, CASE WHEN t.typtype = 'd' THEN "
         "pg_catalog.pg_type_is_visible(t.oid) END AS type_visible, CASE WHEN t.typtype = 'd' THEN "
         "pg_catalog.format_type(t.typbasetype, t.typtypmod) END AS base_type, CASE WHEN "
         "a.attcollation <> t.typcollation THEN l.collname::text END AS collation_name, "
         "q.seqstart AS start, q.seqincrement AS increment, q.seqmin AS minimum, q.seqmax AS "
         "maximum, q.seqcache AS cache, q.seqcycle AS cycle, q.seqtypid AS sequence_type, "
         "o.objid IS NOT NULL AS owns_sequence, " +
         (scope.comparing ? serial_sequence(value) : "NULL::text") +
         " AS serial_sequence FROM pg_catalog.pg_attribute a JOIN "
         "pg_catalog.pg_type t ON t.oid = a.atttypid JOIN pg_catalog.pg_namespace tn ON tn.oid = "
         "t.typnamespace LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = "
         "a.attnum LEFT JOIN pg_catalog.pg_description d ON d.objoid = a.attrelid AND d.classoid = "
         "'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum LEFT JOIN "
         "pg_catalog.pg_collation l ON l.oid = a.attcollation LEFT JOIN (pg_catalog.pg_depend o "
         "JOIN pg_catalog.pg_sequence q ON q.seqrelid = o.objid) ON o.classid = "
         "'pg_catalog.pg_class'::pg_catalog.regclass AND o.refclassid = "
         "'pg_catalog.pg_class'::pg_catalog.regclass AND o.refobjid = a.attrelid AND o.refobjsubid "
         "= a.attnum AND o.deptype IN ('a', 'i') WHERE a.attnum > 0 AND NOT a.attisdropped AND "
         "a.attrelid = ANY (" +
         oids_of(tables) + ") ORDER BY a.attrelid, a.attnum, o.deptype DESC";
}

std::int64_t highest_of(std::int64_t sequence_type) {
  constexpr std::int64_t smallint_oid = 21;
  constexpr std::int64_t bigint_oid = 20;
  if (sequence_type == smallint_oid) return std::numeric_limits<std::int16_t>::max();
  if (sequence_type == bigint_oid) return std::numeric_limits<std::int64_t>::max();
  return std::numeric_limits<std::int32_t>::max();
}

// What a sequence of that type has unless it is told otherwise is not said.
SequenceOptions identity_options(const Row& row) {
  SequenceOptions options;
  const auto set = [&](std::optional<std::int64_t>& field, std::string_view column,
                       std::int64_t usual) {
    if (number_of(row, column) != usual) field = number_of(row, column);
  };
  set(options.increment, "increment", 1);
  if (number_of(row, "increment") > 0) {
    set(options.minvalue, "minimum", 1);
    set(options.maxvalue, "maximum", highest_of(number_of(row, "sequence_type")));
    set(options.start, "start", number_of(row, "minimum"));
  } else {
    options.minvalue = number_of(row, "minimum");
    set(options.maxvalue, "maximum", -1);
    set(options.start, "start", number_of(row, "maximum"));
  }
  set(options.cache, "cache", 1);
  if (flag_of(row, "cycle")) options.cycle = true;
  return options;
}

SequenceOptions all_identity_options(const Row& row) {
  return {.start = number_of(row, "start"),
          .increment = number_of(row, "increment"),
          .minvalue = number_of(row, "minimum"),
          .maxvalue = number_of(row, "maximum"),
          .cycle = flag_of(row, "cycle"),
          .cache = number_of(row, "cache")};
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

Column read_column(const Row& row, const CatalogScope& scope, const NamedTypes& types) {
  Column column{.name = text_of(row, "name"), .type = read_type(row, scope, types)};
  column.nullable = !flag_of(row, "not_null");
  column.comment = optional_text(row, "comment");
  const auto value = optional_text(row, "value");
  const auto identity = text_of(row, "identity");
  if (!identity.empty()) {
    column.server_default = ServerDefault(
        Identity{.always = identity == "a",
                 .options = scope.comparing ? all_identity_options(row) : identity_options(row)});
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

// What is true of the column beyond its own row of the catalog.
void complete(const Row& row, Column& column) {
  if (const auto* domain = std::get_if<type::Domain>(&column.type.kind)) {
    if (!column.server_default && domain->default_text) {
      column.server_default = ServerDefault(catalog_text(*domain->default_text));
    }
    column.nullable = *column.nullable && !domain->not_null.value_or(false);
  }
  if (const auto sequence = optional_text(row, "serial_sequence")) {
    column.sequence = Sequence{.name = *sequence};
  }
  const auto value = text_of(row, "value");
  const bool counts =
      affinity_of(column.type) == Affinity::integer && value.find("nextval('") != std::string::npos;
  column.autoincrement =
      counts || !text_of(row, "identity").empty() ? Autoincrement::always : Autoincrement::never;
}

void add_column(const Row& row, const CatalogScope& scope, const NamedTypes& types, Table& table) {
  // A column may own more than one sequence.
  if (!table.columns.empty() && table.columns.back().name == text_of(row, "name")) return;
  auto column = read_column(row, scope, types);
  // The sequence of a SERIAL column: marked here, settled once the primary key is known.
  const auto* value =
      column.server_default ? std::get_if<Expression>(&*column.server_default) : nullptr;
  if (value && flag_of(row, "owns_sequence")) column.autoincrement = Autoincrement::always;
  if (scope.comparing) complete(row, column);
  table.columns.push_back(std::move(column));
}

}  // namespace

CatalogQuery columns_query(const Connection& connection, const CatalogScope& scope,
                           const NamedTypes& types, TablesByOid& tables) {
  return {.sql = columns_sql(connection, scope, tables), .take = [&](const Row& row) {
            const auto found = tables.find(number_of(row, "table_oid"));
            if (found != tables.end()) add_column(row, scope, types, found->second);
          }};
}

}  // namespace retort::postgresql
