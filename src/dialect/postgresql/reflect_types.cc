// SPDX-License-Identifier: MIT
// pg_type: the types of columns, and the enumerations and domains of the database.
#include "base/text.h"
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"
#include "sql/type_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace retort::postgresql {
namespace {

// Types that SQLAlchemy knows by the name that format_type() gives them, without those of time; any
// other is none that it can compare.
constexpr std::array<std::string_view, 41> known_types{
    "bigint",
    "bit",
    "bit varying",
    "boolean",
    "bytea",
    "character",
    "cidr",
    "citext",
    "date",
    "datemultirange",
    "daterange",
    "float",
    "hstore",
    "inet",
    "int4multirange",
    "int4range",
    "int8range",
    "integer",
    "int8multirange",
    "json",
    "jsonb",
    "macaddr",
    "macaddr8",
    "money",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "real",
    "regclass",
    "smallint",
    "text",
    "uuid",
    "tsmultirange",
    "tsrange",
    "tsvector",
    "tstzrange",
    "timestamp",
    "tstzmultirange",
    "double precision",
    "character varying",
};

bool is_known(const TypeText& text) {
  const std::string& name = text.name;
  const auto begins = [&](std::string_view begin) {
    return name.compare(0, begin.size(), begin) == 0;
  };
  return std::find(known_types.begin(), known_types.end(), name) != known_types.end() ||
         name == "time" || name == "interval" || begins("time with") || begins("timestamp with") ||
         begins("interval ");
}

// As SQLAlchemy reflects it.
Type reflected_type(const std::string& text) {
  const bool is_array = text.size() > 2 && text.compare(text.size() - 2, 2, "[]") == 0;
  const auto item = is_array ? text.substr(0, text.size() - 2) : text;
  Type made = type::Verbatim{.text = item};
  if (item == "name" || item == "\"char\"") {
    made = type::String{};
  } else if (is_known(split_type(item))) {
    made = parse_type(item);
  }
  if (auto* native = std::get_if<type::Native>(&made.kind)) {
    if (native->name == "DOUBLE_PRECISION") {
      native->arguments.push_back({.name = "precision", .value = Value(53)});
    }
    for (auto& argument : native->arguments) {
      if (argument.name == "fields") argument.value = lower_ascii(text_argument(*native, "fields"));
    }
  }
  if (!is_array) return made;
  return type::Array{.item = std::move(made), .postgresql_array = true};
}

Type with_collation(Type type, const std::string& text, const std::string& collation) {
  if (auto* string = std::get_if<type::String>(&type.kind)) {
    string->collation = collation;
    return type;
  }
  if (auto* native = std::get_if<type::Native>(&type.kind)) {
    native->arguments.push_back(type::Argument{.name = "collation", .value = collation});
    return type;
  }
  if (auto* array = std::get_if<type::Array>(&type.kind)) {
    array->item = with_collation(*array->item, text, collation);
    return type;
  }
  if (auto* domain = std::get_if<type::Domain>(&type.kind)) {
    domain->collation = collation;
    return type;
  }
  return type::Verbatim{.text = text + " COLLATE \"" + collation + "\""};
}

type::Enum read_enum(const Row& row) {
  type::Enum type{.values = texts_of(row, "labels"), .name = text_of(row, "name")};
  type.name_is_final = true;
  if (!flag_of(row, "visible")) type.schema = text_of(row, "in_schema");
  type.postgresql_enum = true;
  // It is there already.
  type.create_type = false;
  return type;
}

// SQLAlchemy has the base of a domain without its length.
std::string without_arguments(const std::string& text) { return text.substr(0, text.find('(')); }

// As SQLAlchemy has it.
type::Domain read_whole_domain(const Row& row, const NamedTypes& types) {
  type::Domain domain{.name = text_of(row, "name"), .data_type = Type()};
  const auto base = number_of(row, "base_oid");
  const auto collation = text_of(row, "collation_name");
  if (const auto enumeration = types.enums.find(base); enumeration != types.enums.end()) {
    domain.data_type = Type(enumeration->second);
  } else if (const auto other = types.domains.find(base); other != types.domains.end()) {
    domain.data_type = Type(other->second);
  } else {
    const auto text = without_arguments(text_of(row, "base_type"));
    domain.data_type = collation.empty() ? reflected_type(text)
                                         : with_collation(reflected_type(text), text, collation);
  }
  if (!collation.empty()) domain.collation = collation;
  domain.default_text = optional_text(row, "value");
  domain.not_null = flag_of(row, "not_null");
  if (const auto check = texts_of(row, "domain_check"); check.size() == 2) {
    domain.constraint_name = check[0];
    // CHECK (...)
    if (check[1].size() > 8) domain.check = check[1].substr(7, check[1].size() - 8);
  }
  return domain;
}

type::Domain read_domain(const Row& row, const CatalogScope& scope, const NamedTypes& types) {
  type::Domain domain = scope.verbatim
                            ? read_whole_domain(row, types)
                            : type::Domain{.name = text_of(row, "name"),
                                           .data_type = parse_type(text_of(row, "base_type"))};
  if (!flag_of(row, "visible")) domain.schema = text_of(row, "in_schema");
  domain.create_type = false;
  return domain;
}

std::optional<Type> named_type(std::int64_t oid, const NamedTypes& types) {
  if (const auto found = types.enums.find(oid); found != types.enums.end()) return found->second;
  if (const auto found = types.domains.find(oid); found != types.domains.end()) {
    return found->second;
  }
  return std::nullopt;
}

}  // namespace

EnumsByOid read_enums(Connection& connection) {
  NamedTypes types;
  read_catalogs(connection, {types_query({}, types)});
  return std::move(types.enums);
}

CatalogQuery types_query(const CatalogScope& scope, NamedTypes& types) {
  // Enums come first: domains may stand upon them.
  std::string sql =
      "SELECT t.oid AS type_oid, t.typarray AS array_oid, t.typtype::text AS kind, t.typname AS "
      "name, n.nspname AS in_schema, pg_catalog.pg_type_is_visible(t.oid) AS visible, CASE WHEN "
      "t.typtype = 'e' THEN ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE "
      "e.enumtypid = t.oid ORDER BY e.enumsortorder) END AS labels, t.typnotnull AS not_null, "
      "t.typdefault AS value, t.typbasetype AS base_oid, CASE WHEN t.typtype = 'd' THEN "
      "pg_catalog.format_type(t.typbasetype, t.typtypmod) END AS base_type, CASE WHEN t.typtype = "
      "'d' THEN (SELECT l.collname::text FROM pg_catalog.pg_collation l WHERE l.oid = "
      "t.typcollation) END AS collation_name, CASE WHEN t.typtype = 'd' THEN (SELECT "
      "ARRAY[k.conname::text, pg_catalog.pg_get_constraintdef(k.oid, true)] FROM "
      "pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname "
      "LIMIT 1) END AS domain_check FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON "
      "n.oid = t.typnamespace WHERE t.typtype IN ('e', 'd')";
  if (scope.comparing) {
    sql += " AND (t.typtype = 'e' OR n.nspname <> 'information_schema')";
  } else {
    sql +=
        " AND (t.typtype = 'd' OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid "
        "= 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid = t.oid AND d.deptype = 'e'))";
  }
  return {.sql = sql + " ORDER BY t.typtype DESC, t.oid", .take = [&types, scope](const Row& row) {
            const auto oid = number_of(row, "type_oid");
            types.items.emplace(number_of(row, "array_oid"), oid);
            if (text_of(row, "kind") == "e") {
              types.enums.emplace(oid, read_enum(row));
            } else {
              types.domains.emplace(oid, read_domain(row, scope, types));
            }
          }};
}

Type read_type(const Row& row, const CatalogScope& scope, const NamedTypes& types) {
  const auto text = text_of(row, "type");
  const auto collation = optional_text(row, "collation_name");
  const auto collated = [&](Type type) {
    return collation ? with_collation(std::move(type), text, *collation) : type;
  };
  const auto oid = number_of(row, "type_oid");
  if (auto named = named_type(oid, types)) {
    return std::holds_alternative<type::Domain>(named->kind) && !scope.verbatim
               ? std::move(*named)
               : collated(std::move(*named));
  }
  if (const auto item = types.items.find(oid); item != types.items.end()) {
    auto named = named_type(item->second, types);
    const bool is_enum = named && !std::holds_alternative<type::Domain>(named->kind);
    if (named && (is_enum || scope.verbatim)) {
      return type::Array{.item = std::move(*named), .postgresql_array = true};
    }
  }
  return collated(scope.verbatim ? reflected_type(text) : parse_type(text));
}

}  // namespace retort::postgresql
