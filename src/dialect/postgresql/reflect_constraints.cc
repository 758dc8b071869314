// SPDX-License-Identifier: MIT
// pg_constraint: keys, foreign keys, checks and exclusions.
#include "dialect/postgresql/reflect.h"
#include "schema/lookup.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

namespace retort::postgresql {
namespace {

constexpr int version_with_nulls_not_distinct = 150000;
constexpr int version_with_include = 110000;

std::string constraints_sql(const Connection& connection, bool verbatim,
                            const TablesByOid& tables) {
  const int version = connection.server_version();
  const std::string nulls =
      version >= version_with_nulls_not_distinct ? "i.indnullsnotdistinct" : "false";
  const std::string include =
      version >= version_with_include
          ? "CASE WHEN i.indnatts > i.indnkeyatts THEN ARRAY(SELECT a.attname::text FROM "
            "pg_catalog.generate_series(i.indnkeyatts, i.indnatts - 1) AS k(n) JOIN "
            "pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n] "
            "ORDER BY k.n) END"
          : "'{}'::text[]";
  const std::string delete_columns =
      version >= version_with_nulls_not_distinct
          ? "CASE WHEN c.confdelsetcols IS NOT NULL THEN ARRAY(SELECT "
            "pg_catalog.quote_ident(a.attname) FROM pg_catalog.unnest(c.confdelsetcols) WITH "
            "ORDINALITY AS k(n, o) JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND "
            "a.attnum = k.n ORDER BY k.o) END"
          : "'{}'::text[]";
  const auto names = [](const std::string& key, const std::string& table) {
    return "CASE WHEN " + key +
           " IS NOT NULL THEN ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(" + key +
           ") WITH ORDINALITY AS k(n, o) JOIN pg_catalog.pg_attribute a ON a.attrelid = " + table +
           " AND a.attnum = k.n ORDER BY k.o) END";
  };
  return "SELECT c.conrelid AS table_oid, c.conname AS name, c.contype::text AS kind, "
         "c.condeferrable AS deferrable, c.condeferred AS deferred, c.convalidated AS validated, "
         "c.connoinherit AS no_inherit, " +
         names("c.conkey", "c.conrelid") + " AS columns, " + names("c.confkey", "c.confrelid") +
         " AS referred_columns, rc.relname::text AS referred_table, rn.nspname::text AS "
         "referred_schema, pg_catalog.pg_table_is_visible(rc.oid) AS referred_visible, "
         "c.confupdtype::text AS on_update, c.confdeltype::text AS on_delete, "
         "c.confmatchtype::text AS match, pg_catalog.pg_get_expr(c.conbin, c.conrelid, " +
         (verbatim ? "true" : "false") +
         ") AS condition, m.amname::text AS method, pg_catalog.pg_get_expr(i.indpred, i.indrelid) "
         "AS "
         "predicate, " +
         nulls + " AS nulls_not_distinct, " + include + " AS include, " + delete_columns +
         " AS delete_columns, CASE WHEN c.contype = 'x' THEN ARRAY(SELECT "
         "pg_catalog.pg_get_indexdef(i.indexrelid, k.n, true) FROM "
         "pg_catalog.generate_series(1, pg_catalog.array_length(c.conexclop, 1)) AS k(n) ORDER BY "
         "k.n) END AS elements, CASE WHEN c.contype = 'x' THEN ARRAY(SELECT (i.indkey[k.n - 1] = "
         "0)::text FROM pg_catalog.generate_series(1, pg_catalog.array_length(c.conexclop, 1)) AS "
         "k(n) ORDER BY k.n) END AS element_kinds, CASE WHEN c.contype = 'x' THEN ARRAY(SELECT "
         "p.oprname::text FROM pg_catalog.unnest(c.conexclop) WITH ORDINALITY AS k(n, o) JOIN "
         "pg_catalog.pg_operator p ON p.oid = k.n ORDER BY k.o) END AS operators FROM "
         "pg_catalog.pg_constraint c LEFT JOIN pg_catalog.pg_class rc ON rc.oid = c.confrelid LEFT "
         "JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace LEFT JOIN "
         "pg_catalog.pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x') LEFT "
         "JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid LEFT JOIN pg_catalog.pg_am m ON "
         "m.oid = ic.relam WHERE c.contype IN ('p', 'u', 'f', 'c', 'x') AND c.conrelid = ANY (" +
         oids_of(tables) + ") ORDER BY c.conrelid, c.oid";
}

std::optional<std::string> action(const std::string& code) {
  if (code == "c") return "CASCADE";
  if (code == "n") return "SET NULL";
  if (code == "d") return "SET DEFAULT";
  if (code == "r") return "RESTRICT";
  return std::nullopt;  // NO ACTION, which is what nothing means
}

void read_deferrability(const Row& row, std::optional<bool>& deferrable,
                        std::optional<std::string>& initially) {
  if (!flag_of(row, "deferrable")) return;
  deferrable = true;
  if (flag_of(row, "deferred")) initially = "DEFERRED";
}

Options key_options(const Row& row) {
  Options options;
  if (flag_of(row, "nulls_not_distinct")) options["postgresql_nulls_not_distinct"] = true;
  const auto include = texts_of(row, "include");
  if (!include.empty()) options["postgresql_include"] = include;
  return options;
}

template <class Key>
Key read_key(const Row& row) {
  Key key{.name = Name(text_of(row, "name"), true), .columns = texts_of(row, "columns")};
  read_deferrability(row, key.deferrable, key.initially);
  key.options = key_options(row);
  return key;
}

ForeignKey read_foreign_key(const Row& row, const Table& table, bool verbatim) {
  ForeignKey key{.name = Name(text_of(row, "name"), true), .columns = texts_of(row, "columns")};
  key.referred_table = TableName(text_of(row, "referred_table"));
  // Named as it would have to be written: the search path finds it, or not.
  const bool named = verbatim ? table.name.schema == text_of(row, "referred_schema")
                              : table.name.schema.has_value();
  if (!flag_of(row, "referred_visible") || named) {
    key.referred_table.schema = text_of(row, "referred_schema");
  }
  key.referred_columns = texts_of(row, "referred_columns");
  key.rules.onupdate = action(text_of(row, "on_update"));
  key.rules.ondelete = action(text_of(row, "on_delete"));
  const auto only = texts_of(row, "delete_columns");
  if (key.rules.ondelete && !only.empty()) {
    std::string list;
    for (const auto& column : only) list += (list.empty() ? "" : ", ") + column;
    *key.rules.ondelete += " (" + list + ")";
  }
  if (text_of(row, "match") == "f") key.rules.match = "FULL";
  read_deferrability(row, key.rules.deferrable, key.rules.initially);
  if (!flag_of(row, "validated")) key.options["postgresql_not_valid"] = true;
  return key;
}

Check read_check(const Row& row) {
  // The catalog's text has brackets of its own.
  const auto condition = without_outer_parentheses(text_of(row, "condition"));
  Check check{.name = Name(text_of(row, "name"), true), .condition = catalog_text(condition)};
  if (flag_of(row, "no_inherit")) check.options["postgresql_no_inherit"] = true;
  if (!flag_of(row, "validated")) check.options["postgresql_not_valid"] = true;
  return check;
}

Exclude read_exclude(const Row& row) {
  Exclude exclude{.name = Name(text_of(row, "name"), true)};
  const auto elements = texts_of(row, "elements");
  const auto kinds = texts_of(row, "element_kinds");
  const auto operators = texts_of(row, "operators");
  const auto columns = texts_of(row, "columns");
  // conkey lists plain columns only; expressions leave no trace there.
  std::size_t column = 0;
  for (std::size_t i = 0; i < elements.size() && i < operators.size(); ++i) {
    ExcludeElement element{.operator_name = operators[i]};
    if (i < kinds.size() && kinds[i] == "true") {
      element.expression = catalog_text(elements[i]);
    } else if (column < columns.size()) {
      element.column = columns[column++];
    }
    exclude.elements.push_back(std::move(element));
  }
  exclude.using_method = text_of(row, "method");
  if (const auto where = optional_text(row, "predicate")) exclude.where = catalog_text(*where);
  read_deferrability(row, exclude.deferrable, exclude.initially);
  return exclude;
}

void add_constraint(const Row& row, const CatalogScope& scope, Table& table) {
  const auto kind = text_of(row, "kind");
  if (kind == "p") {
    auto key = read_key<PrimaryKey>(row);
    for (auto& column : table.columns) {
      column.primary_key =
          std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
    }
    table.constraints.insert(table.constraints.begin(), std::move(key));
  } else if (kind == "u") {
    table.constraints.emplace_back(read_key<Unique>(row));
  } else if (kind == "f") {
    table.constraints.emplace_back(read_foreign_key(row, table, scope.verbatim));
  } else if (kind == "c") {
    table.constraints.emplace_back(read_check(row));
  } else {
    table.constraints.emplace_back(read_exclude(row));
  }
}

// SERIAL is a default on an owned sequence; of the only key column it is what "autoincrement"
// means, and is written so that a new table gets a sequence of its own.
void settle_serial_columns(Table& table, const std::vector<std::string>& key) {
  for (auto& column : table.columns) {
    if (column.autoincrement != Autoincrement::always) continue;
    column.autoincrement = Autoincrement::automatic;
    if (key.size() == 1 && key.front() == column.name) column.server_default.reset();
  }
}

// SQLAlchemy reads them kind by kind.
void sort_constraints(std::vector<Constraint>& constraints) {
  const auto rank = [](const Constraint& constraint) {
    constexpr std::array<int, std::variant_size_v<Constraint>> ranks{0, 2, 1, 3, 4};
    return ranks[constraint.index()];
  };
  std::sort(constraints.begin(), constraints.end(), [&](const Constraint& a, const Constraint& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return name_of(a)->text < name_of(b)->text;
  });
}

}  // namespace

CatalogQuery constraints_query(const Connection& connection, const CatalogScope& scope,
                               TablesByOid& tables) {
  return {.sql = constraints_sql(connection, scope.verbatim, tables), .take = [&](const Row& row) {
            const auto found = tables.find(number_of(row, "table_oid"));
            if (found != tables.end()) add_constraint(row, scope, found->second);
          }};
}

void settle_constraints(const CatalogScope& scope, TablesByOid& tables) {
  for (auto& [oid, table] : tables) {
    if (scope.comparing) sort_constraints(table.constraints);
    std::vector<std::string> key;
    for (const auto& column : table.columns) {
      if (column.primary_key) key.push_back(column.name);
    }
    if (!scope.verbatim) settle_serial_columns(table, key);
  }
}

}  // namespace retort::postgresql
