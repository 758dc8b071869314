// SPDX-License-Identifier: MIT
// pg_attribute, with types, defaults, identity and comments.
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"

#include <limits>
#include <utility>

namespace retort::postgresql {
namespace {

constexpr int version_with_generated = 120000;

std::string columns_query(const Connection& connection, const TablesByOid& tables) {
  const std::string generated =
      connection.server_version() >= version_with_generated ? "a.attgenerated::text" : "''";
  return "SELECT a.attrelid AS table_oid, a.attname AS name, pg_catalog.format_type(a.atttypid, "
         "a.atttypmod) AS type, a.attnotnull AS not_null, a.attidentity::text AS identity, " +
         generated +
         " AS generated, pg_catalog.pg_get_expr(f.adbin, f.adrelid) AS value, d.description AS "
         "comment, t.oid AS type_oid, t.typelem AS element_oid, t.typtype::text AS type_kind, "
         "t.typname AS type_name, tn.nspname AS type_schema, "
         "pg_catalog.pg_type_is_visible(t.oid) AS type_visible, CASE WHEN t.typtype = 'd' THEN "
         "pg_catalog.format_type(t.typbasetype, t.typtypmod) END AS base_type, CASE WHEN "
         "a.attcollation <> t.typcollation THEN l.collname::text END AS collation_name, "
         "q.seqstart AS start, q.seqincrement AS increment, q.seqmin AS minimum, q.seqmax AS "
         "maximum, q.seqcache AS cache, q.seqcycle AS cycle, q.seqtypid AS sequence_type, "
         "o.objid IS NOT NULL AS owns_sequence FROM pg_catalog.pg_attribute a JOIN "
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
         oids_of(tables) + ") ORDER BY a.attrelid, a.attnum";
}

Type with_collation(Type type, const std::string& text, const std::string& collation) {
  if (auto* native = std::get_if<type::Native>(&type.kind)) {
    native->arguments.push_back(type::Argument{.name = "collation", .value = collation});
    return type;
  }
  return type::Verbatim{.text = text + " COLLATE \"" + collation + "\""};
}

Type read_type(const Row& row, const EnumsByOid& enums) {
  if (const auto found = enums.find(number_of(row, "type_oid")); found != enums.end()) {
    return found->second;
  }
  if (const auto found = enums.find(number_of(row, "element_oid")); found != enums.end()) {
    return type::Array{.item = Type(found->second), .postgresql_array = true};
  }
  const auto text = text_of(row, "type");
  if (text_of(row, "type_kind") == "d") {
    type::Domain domain{.name = text_of(row, "type_name"),
                        .data_type = parse_type(text_of(row, "base_type"))};
    if (!flag_of(row, "type_visible")) domain.schema = text_of(row, "type_schema");
    domain.create_type = false;
    return domain;
  }
  const auto collation = optional_text(row, "collation_name");
  return collation ? with_collation(parse_type(text), text, *collation) : parse_type(text);
}

// What a sequence of that type has unless it is told otherwise is not said.
SequenceOptions identity_options(const Row& row) {
  SequenceOptions options;
  const auto width = number_of(row, "sequence_type");
  constexpr std::int64_t smallint_oid = 21;
  constexpr std::int64_t bigint_oid = 20;
  std::int64_t highest = std::numeric_limits<std::int32_t>::max();
  if (width == smallint_oid) highest = std::numeric_limits<std::int16_t>::max();
  if (width == bigint_oid) highest = std::numeric_limits<std::int64_t>::max();
  const auto set = [&](std::optional<std::int64_t>& field, std::string_view column,
                       std::int64_t usual) {
    if (number_of(row, column) != usual) field = number_of(row, column);
  };
  set(options.increment, "increment", 1);
  if (number_of(row, "increment") > 0) {
    set(options.minvalue, "minimum", 1);
    set(options.maxvalue, "maximum", highest);
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

Column read_column(const Row& row, const EnumsByOid& enums) {
  Column column{.name = text_of(row, "name"), .type = read_type(row, enums)};
  column.nullable = !flag_of(row, "not_null");
  column.comment = optional_text(row, "comment");
  const auto value = optional_text(row, "value");
  const auto identity = text_of(row, "identity");
  if (!identity.empty()) {
    column.server_default =
        ServerDefault(Identity{.always = identity == "a", .options = identity_options(row)});
  } else if (value && !text_of(row, "generated").empty()) {
    column.server_default =
        ServerDefault(Computed{.expression = catalog_text(*value), .persisted = true});
  } else if (value) {
    column.server_default = ServerDefault(catalog_text(*value));
  }
  return column;
}

}  // namespace

void read_columns(Connection& connection, const EnumsByOid& enums, TablesByOid& tables) {
  for (const auto& row : connection.run({.sql = columns_query(connection, tables)})) {
    const auto found = tables.find(number_of(row, "table_oid"));
    if (found == tables.end()) continue;
    auto column = read_column(row, enums);
    // The sequence of a SERIAL column: marked here, settled once the primary key is known.
    const auto* value =
        column.server_default ? std::get_if<Expression>(&*column.server_default) : nullptr;
    if (value && flag_of(row, "owns_sequence")) column.autoincrement = Autoincrement::always;
    found->second.columns.push_back(std::move(column));
  }
}

}  // namespace retort::postgresql
