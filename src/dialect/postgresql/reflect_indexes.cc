// SPDX-License-Identifier: MIT
// pg_index: those that no constraint owns.
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort::postgresql {
namespace {

constexpr int version_with_nulls_not_distinct = 150000;
constexpr int version_with_include = 110000;

std::string indexes_sql(const Connection& connection, const CatalogScope& scope,
                        const TablesByOid& tables) {
  const int version = connection.server_version();
  const std::string nulls =
      version >= version_with_nulls_not_distinct ? "i.indnullsnotdistinct" : "false";
  const std::string keys = version >= version_with_include ? "i.indnkeyatts" : "i.indnatts";
  // 403 is a B-tree, 100 the default collation.
  const std::string collations =
      scope.verbatim ? "NULL::text[]"
                     : "CASE WHEN NOT i.indcollation::pg_catalog.oid[] <@ '{0,100}' THEN "
                       "ARRAY(SELECT l.collname::text FROM "
                       "pg_catalog.unnest(i.indcollation::pg_catalog.oid[]) WITH ORDINALITY AS "
                       "k(oid, n) LEFT JOIN pg_catalog.pg_collation l ON l.oid = k.oid ORDER BY "
                       "k.n) END";
  return "SELECT i.indrelid AS table_oid, x.relname AS name, i.indisunique AS is_unique, CASE WHEN "
         "x.relam <> 403 THEN (SELECT m.amname::text FROM pg_catalog.pg_am m WHERE m.oid = "
         "x.relam) END AS method, pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate, "
         "x.reloptions AS storage, CASE WHEN x.reltablespace <> 0 THEN (SELECT s.spcname::text "
         "FROM pg_catalog.pg_tablespace s WHERE s.oid = x.reltablespace) END AS tablespace, " +
         nulls + " AS nulls_not_distinct, " + keys +
         " AS key_count, i.indkey::text AS columns, i.indoption::text AS orderings, CASE WHEN 0 = "
         "ANY (i.indkey::pg_catalog.int2[]) THEN ARRAY(SELECT "
         "pg_catalog.pg_get_indexdef(i.indexrelid, k.n, true) FROM pg_catalog.generate_series(1, " +
         keys +
         ") AS k(n) ORDER BY k.n) END AS elements, CASE WHEN i.indclass::pg_catalog.oid[] && "
         "ARRAY(SELECT o.oid FROM pg_catalog.pg_opclass o WHERE NOT o.opcdefault) THEN "
         "ARRAY(SELECT CASE WHEN NOT o.opcdefault THEN o.opcname::text END FROM "
         "pg_catalog.unnest(i.indclass::pg_catalog.oid[]) WITH ORDINALITY AS k(oid, n) JOIN "
         "pg_catalog.pg_opclass o ON o.oid = k.oid ORDER BY k.n) END AS operator_classes, "
         "i.indcollation::text AS collations, " +
         collations +
         " AS collation_names FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = "
         "i.indexrelid WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.conindid "
         "= i.indexrelid AND c.contype IN ('p', 'u', 'x')) AND i.indrelid = ANY (" +
         oids_of(tables) + ") ORDER BY i.indrelid, x.relname";
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
  if (const auto method = optional_text(row, "method")) {
    index.options["postgresql_using"] = *method;
  }
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

// One element of an index.
struct Element {
  std::optional<std::string> column;  // none: an expression
  std::string text = {};              // of the expression
  std::int64_t ordering = 0;
  std::optional<std::string> operator_class = {};
  std::optional<std::string> collation = {};  // where it is not that of the column
};

using OperatorClasses = std::vector<std::pair<std::string, std::string>>;

void add_element(const Element& element, Index& index, OperatorClasses& classes) {
  const auto order = ordering_words(element.ordering);
  if (element.column && order.empty() && !element.collation) {
    index.elements.emplace_back(*element.column);
    if (element.operator_class) classes.emplace_back(*element.column, *element.operator_class);
    return;
  }
  std::string text = element.column ? PostgresqlSql().quote(*element.column) : element.text;
  if (element.collation) text += " COLLATE " + PostgresqlSql().quote(*element.collation, true);
  if (element.operator_class) text += " " + *element.operator_class;
  index.elements.emplace_back(catalog_text(text + order));
}

// As SQLAlchemy builds it: the order is an operator on the column or the text, a collation is not
// known.
void add_compared_element(const Element& element, Index& index, OperatorClasses& classes) {
  const auto text = element.column.value_or(element.text);
  if (element.operator_class) classes.emplace_back(text, *element.operator_class);
  if (element.column && element.ordering == 0) {
    index.elements.emplace_back(*element.column);
    return;
  }
  ColumnElement made =
      element.column ? retort::column(*element.column) : ColumnElement(catalog_text(text));
  const bool is_descending = (element.ordering & descending) != 0;
  const bool first = (element.ordering & nulls_first) != 0;
  if (is_descending) made = made.desc();
  if (is_descending && !first) made = made.nulls_last();
  if (!is_descending && first) made = made.nulls_first();
  index.elements.emplace_back(Expression(made));
}

// The elements that a row of pg_index tells of.
class ElementReader {
 public:
  ElementReader(const Row& row, const CatalogTable& table)
      : table_(table),
        columns_(numbers_of(row, "columns")),
        orderings_(numbers_of(row, "orderings")),
        collations_(numbers_of(row, "collations")),
        texts_(texts_of(row, "elements")),
        classes_(texts_of(row, "operator_classes")),
        collation_names_(texts_of(row, "collation_names")),
        keys_(static_cast<std::size_t>(number_of(row, "key_count"))) {}

  std::size_t keys() const { return std::min(keys_, columns_.size()); }

  Element element(std::size_t i) const {
    Element made{.column = column(i)};
    if (i < texts_.size()) made.text = texts_[i];
    if (i < orderings_.size()) made.ordering = orderings_[i];
    if (i < classes_.size() && !classes_[i].empty()) made.operator_class = classes_[i];
    const auto place = table_.places.find(columns_[i]);
    const auto collation = i < collations_.size() ? collations_[i] : 0;
    if (collation != 0 && place != table_.places.end() && collation != place->second.collation) {
      made.collation = i < collation_names_.size() ? collation_names_[i] : "default";
    }
    return made;
  }

  std::vector<std::string> included() const {
    return table_.names_of(
        {columns_.begin() + static_cast<std::ptrdiff_t>(keys()), columns_.end()});
  }

 private:
  std::optional<std::string> column(std::size_t i) const {
    auto names = table_.names_of({columns_[i]});
    return names.empty() ? std::nullopt : std::optional(std::move(names.front()));
  }

  const CatalogTable& table_;
  std::vector<std::int64_t> columns_;
  std::vector<std::int64_t> orderings_;
  std::vector<std::int64_t> collations_;
  std::vector<std::string> texts_;
  std::vector<std::string> classes_;
  std::vector<std::string> collation_names_;
  std::size_t keys_;
};

void add_index(const Row& row, const CatalogScope& scope, CatalogTable& table) {
  const ElementReader reader(row, table);
  auto index = make_index(row);
  OperatorClasses classes;
  for (std::size_t i = 0; i < reader.keys(); ++i) {
    const auto add = scope.verbatim ? add_compared_element : add_element;
    add(reader.element(i), index, classes);
  }
  auto included = reader.included();
  if (!included.empty()) index.options["postgresql_include"] = std::move(included);
  if (!classes.empty()) index.options["postgresql_ops"] = std::move(classes);
  table.table.indexes.push_back(std::move(index));
}

}  // namespace

CatalogQuery indexes_query(const Connection& connection, const CatalogScope& scope,
                           TablesByOid& tables) {
  return {.sql = indexes_sql(connection, scope, tables), .take = [&](const Row& row) {
            const auto found = tables.find(number_of(row, "table_oid"));
            if (found != tables.end()) add_index(row, scope, found->second);
          }};
}

}  // namespace retort::postgresql
