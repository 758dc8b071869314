// SPDX-License-Identifier: MIT
// pg_index: those that no constraint owns; a row is an element of an index.
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"

#include <string>
#include <utility>
#include <vector>

namespace retort::postgresql {
namespace {

constexpr int version_with_nulls_not_distinct = 150000;
constexpr int version_with_include = 110000;

std::string indexes_sql(const Connection& connection, const TablesByOid& tables) {
  const int version = connection.server_version();
  const std::string nulls =
      version >= version_with_nulls_not_distinct ? "i.indnullsnotdistinct" : "false";
  const std::string keys = version >= version_with_include ? "i.indnkeyatts" : "i.indnatts";
  return "SELECT i.indrelid AS table_oid, i.indexrelid AS index_oid, x.relname AS name, "
         "i.indisunique AS is_unique, m.amname::text AS method, pg_catalog.pg_get_expr(i.indpred, "
         "i.indrelid) AS predicate, x.reloptions AS storage, s.spcname::text AS tablespace, " +
         nulls + " AS nulls_not_distinct, k.n > " + keys +
         " AS is_included, CASE WHEN i.indkey[k.n - 1] = 0 THEN "
         "pg_catalog.pg_get_indexdef(i.indexrelid, k.n, true) END AS element, a.attname::text AS "
         "column_name, CASE WHEN k.n "
         "<= " +
         keys +
         " THEN i.indoption[k.n - 1]::integer ELSE 0 END AS ordering, CASE WHEN NOT o.opcdefault "
         "THEN o.opcname::text END AS operator_class, CASE WHEN i.indcollation[k.n - 1] <> 0 AND "
         "i.indcollation[k.n - 1] IS DISTINCT FROM a.attcollation AND a.attnum IS NOT NULL THEN "
         "l.collname::text END AS collation_name FROM pg_catalog.pg_index i JOIN "
         "pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = x.relam "
         "LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = x.reltablespace CROSS JOIN LATERAL "
         "(SELECT u.n::integer FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY "
         "AS "
         "u(key, n)) AS k LEFT JOIN pg_catalog.pg_attribute a ON "
         "a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n - 1] AND a.attnum > 0 LEFT JOIN "
         "pg_catalog.pg_opclass o ON k.n <= " +
         keys +
         " AND o.oid = i.indclass[k.n - 1] LEFT JOIN pg_catalog.pg_collation l ON k.n <= " + keys +
         " AND l.oid = i.indcollation[k.n - 1] WHERE NOT EXISTS (SELECT 1 FROM "
         "pg_catalog.pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', "
         "'x')) AND i.indrelid = ANY (" +
         oids_of(tables) + ") ORDER BY i.indrelid, x.relname, k.n";
}

// Bits of indoption.
constexpr std::int64_t descending = 1;
constexpr std::int64_t nulls_first = 2;

std::string ordering_words(std::int64_t ordering) {
  const bool is_descending = (ordering & descending) != 0;
  const bool first = (ordering & nulls_first) != 0;
  std::string words = is_descending ? " DESC" : "";
  // NULLs are the largest values: last, and first in descending order.
  if (first && !is_descending) words += " NULLS FIRST";
  if (!first && is_descending) words += " NULLS LAST";
  return words;
}

std::vector<std::pair<std::string, std::string>> storage_parameters(const Row& row) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const auto& item : texts_of(row, "storage")) {
    const auto equals = item.find('=');
    parameters.emplace_back(item.substr(0, equals),
                            equals == std::string::npos ? "" : item.substr(equals + 1));
  }
  return parameters;
}

Index make_index(const Row& row) {
  Index index{.name = Name(text_of(row, "name"), true), .unique = flag_of(row, "is_unique")};
  const auto method = text_of(row, "method");
  if (method != "btree") index.options["postgresql_using"] = method;
  if (const auto where = optional_text(row, "predicate")) {
    index.options["postgresql_where"] = catalog_text(*where);
  }
  if (flag_of(row, "nulls_not_distinct")) index.options["postgresql_nulls_not_distinct"] = true;
  if (const auto space = optional_text(row, "tablespace")) {
    index.options["postgresql_tablespace"] = *space;
  }
  auto storage = storage_parameters(row);
  if (!storage.empty()) index.options["postgresql_with"] = std::move(storage);
  return index;
}

// What grows from row to row of an index.
struct Parts {
  std::int64_t index_oid = 0;
  std::vector<std::string> include = {};
  std::vector<std::pair<std::string, std::string>> operator_classes = {};
};

void add_element(const Row& row, Index& index, Parts& parts) {
  const auto column = optional_text(row, "column_name");
  if (flag_of(row, "is_included")) {
    if (column) parts.include.push_back(*column);
    return;
  }
  const auto order = ordering_words(number_of(row, "ordering"));
  const auto collation = optional_text(row, "collation_name");
  const auto operator_class = optional_text(row, "operator_class");
  if (column && order.empty() && !collation) {
    index.elements.emplace_back(*column);
    if (operator_class) parts.operator_classes.emplace_back(*column, *operator_class);
    return;
  }
  std::string text = column ? PostgresqlSql().quote(*column) : text_of(row, "element");
  if (collation) text += " COLLATE " + PostgresqlSql().quote(*collation, true);
  if (operator_class) text += " " + *operator_class;
  index.elements.emplace_back(catalog_text(text + order));
}

// As SQLAlchemy builds it: the order is an operator on the column or the text, a collation is not
// known.
void add_compared_element(const Row& row, Index& index, Parts& parts) {
  const auto column = optional_text(row, "column_name");
  if (flag_of(row, "is_included")) {
    if (column) parts.include.push_back(*column);
    return;
  }
  const auto text = column.value_or(text_of(row, "element"));
  if (const auto operator_class = optional_text(row, "operator_class")) {
    parts.operator_classes.emplace_back(text, *operator_class);
  }
  const auto ordering = number_of(row, "ordering");
  if (column && ordering == 0) {
    index.elements.emplace_back(*column);
    return;
  }
  ColumnElement element = column ? retort::column(*column) : ColumnElement(catalog_text(text));
  const bool is_descending = (ordering & descending) != 0;
  const bool first = (ordering & nulls_first) != 0;
  if (is_descending) element = element.desc();
  if (is_descending && !first) element = element.nulls_last();
  if (!is_descending && first) element = element.nulls_first();
  index.elements.emplace_back(Expression(element));
}

void add_row(const Row& row, const CatalogScope& scope, Table& table, Parts& parts) {
  const auto oid = number_of(row, "index_oid");
  if (oid != parts.index_oid) {
    parts = Parts{.index_oid = oid};
    table.indexes.push_back(make_index(row));
  }
  auto& index = table.indexes.back();
  scope.comparing ? add_compared_element(row, index, parts) : add_element(row, index, parts);
  if (!parts.include.empty()) index.options["postgresql_include"] = parts.include;
  if (!parts.operator_classes.empty()) index.options["postgresql_ops"] = parts.operator_classes;
}

}  // namespace

CatalogQuery indexes_query(const Connection& connection, const CatalogScope& scope,
                           TablesByOid& tables) {
  return {.sql = indexes_sql(connection, tables),
          .take = [&, parts = Parts()](const Row& row) mutable {
            const auto found = tables.find(number_of(row, "table_oid"));
            if (found != tables.end()) add_row(row, scope, found->second, parts);
          }};
}

}  // namespace retort::postgresql
