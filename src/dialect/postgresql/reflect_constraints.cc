// SPDX-License-Identifier: MIT
// pg_constraint: keys, foreign keys, checks and exclusions.
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"
#include "schema/lookup.h"

#include <algorithm>
#include <array>
#include <cstddef>
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
  const bool has_nulls = version >= version_with_nulls_not_distinct;
  const std::string nulls = has_nulls ? "i.indnullsnotdistinct" : "false";
  const std::string include = version >= version_with_include
                                  ? "CASE WHEN i.indnatts > i.indnkeyatts THEN i.indkey::text END"
                                  : "NULL::text";
  const std::string delete_columns = has_nulls ? "c.confdelsetcols::text" : "NULL::text";
  const auto oids = oids_of(tables);
  return "SELECT c.conrelid AS table_oid, c.conname AS name, c.contype::text AS kind, "
         "c.condeferrable AS deferrable, c.condeferred AS deferred, c.convalidated AS validated, "
         "c.connoinherit AS no_inherit, c.conkey::text AS columns, c.confrelid AS referred_oid, "
         "c.confkey::text AS referred_columns, CASE WHEN c.confrelid <> 0 AND NOT c.confrelid = "
         "ANY (" +
         oids +
         ") THEN (SELECT ARRAY[rn.nspname::text, rc.relname::text, "
         "pg_catalog.pg_table_is_visible(rc.oid)::text] FROM pg_catalog.pg_class rc JOIN "
         "pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace WHERE rc.oid = c.confrelid) || "
         "ARRAY(SELECT ra.attname::text FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY AS "
         "k(number, place) JOIN pg_catalog.pg_attribute ra ON ra.attrelid = c.confrelid AND "
         "ra.attnum = k.number ORDER BY k.place) END AS elsewhere, c.confupdtype::text AS "
         "on_update, c.confdeltype::text AS on_delete, c.confmatchtype::text AS match, "
         "pg_catalog.pg_get_expr(c.conbin, c.conrelid, " +
         (verbatim ? "true" : "false") +
         ") AS condition, pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate, " + nulls +
         " AS nulls_not_distinct, " + include + " AS with_include, " + delete_columns +
         " AS delete_columns FROM pg_catalog.pg_constraint c LEFT JOIN pg_catalog.pg_index i ON "
         "i.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x') WHERE c.contype IN ('p', 'u', "
         "'f', 'c', 'x') AND c.conrelid = ANY (" +
         oids + ") ORDER BY c.conrelid, c.oid";
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

Options key_options(const Row& row, const CatalogTable& table, std::size_t keys) {
  Options options;
  if (flag_of(row, "nulls_not_distinct")) options["postgresql_nulls_not_distinct"] = true;
  auto numbers = numbers_of(row, "with_include");
  if (numbers.size() > keys) {
    numbers.erase(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(keys));
    options["postgresql_include"] = table.names_of(numbers);
  }
  return options;
}

template <class Key>
Key read_key(const Row& row, const CatalogTable& table) {
  Key key{.name = Name(text_of(row, "name"), true),
          .columns = table.names_of(numbers_of(row, "columns"))};
  read_deferrability(row, key.deferrable, key.initially);
  key.options = key_options(row, table, key.columns.size());
  return key;
}

// What a foreign key refers to.
struct Referred {
  std::string schema;
  std::string table;
  bool visible = true;
  std::vector<std::string> columns = {};
};

Referred read_referred(const Row& row, const TablesByOid& tables) {
  const auto found = tables.find(number_of(row, "referred_oid"));
  if (found != tables.end()) {
    const CatalogTable& table = found->second;
    return {.schema = table.schema,
            .table = table.table.name.name,
            .visible = table.visible,
            .columns = table.names_of(numbers_of(row, "referred_columns"))};
  }
  auto words = texts_of(row, "elsewhere");
  constexpr std::size_t before_columns = 3;
  if (words.size() < before_columns) return {};
  Referred referred{.schema = words[0], .table = words[1], .visible = words[2] == "true"};
  referred.columns.assign(words.begin() + before_columns, words.end());
  return referred;
}

ForeignKey read_foreign_key(const Row& row, const CatalogTable& table, const TablesByOid& tables,
                            bool verbatim) {
  ForeignKey key{.name = Name(text_of(row, "name"), true),
                 .columns = table.names_of(numbers_of(row, "columns"))};
  auto referred = read_referred(row, tables);
  key.referred_table = TableName(std::move(referred.table));
  // Named as it would have to be written: the search path finds it, or not.
  const auto& schema = table.table.name.schema;
  const bool named = verbatim ? schema == referred.schema : schema.has_value();
  if (!referred.visible || named) key.referred_table.schema = std::move(referred.schema);
  key.referred_columns = std::move(referred.columns);
  key.rules.onupdate = action(text_of(row, "on_update"));
  key.rules.ondelete = action(text_of(row, "on_delete"));
  const auto only = table.names_of(numbers_of(row, "delete_columns"));
  if (key.rules.ondelete && !only.empty()) {
    std::string list;
    for (const auto& column : only) {
      list += (list.empty() ? "" : ", ") + PostgresqlSql().quote(column);
    }
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

// Without its elements, which are read when all else has been.
Exclude read_exclude(const Row& row) {
  Exclude exclude{.name = Name(text_of(row, "name"), true)};
  if (const auto where = optional_text(row, "predicate")) exclude.where = catalog_text(*where);
  read_deferrability(row, exclude.deferrable, exclude.initially);
  return exclude;
}

void add_constraint(const Row& row, const CatalogScope& scope, const TablesByOid& tables,
                    CatalogTable& read) {
  Table& table = read.table;
  const auto kind = text_of(row, "kind");
  if (kind == "p") {
    auto key = read_key<PrimaryKey>(row, read);
    for (auto& column : table.columns) {
      column.primary_key =
          std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
    }
    table.constraints.insert(table.constraints.begin(), std::move(key));
  } else if (kind == "u") {
    table.constraints.emplace_back(read_key<Unique>(row, read));
  } else if (kind == "f") {
    table.constraints.emplace_back(read_foreign_key(row, read, tables, scope.verbatim));
  } else if (kind == "c") {
    table.constraints.emplace_back(read_check(row));
  } else {
    table.constraints.emplace_back(read_exclude(row));
  }
}

Exclude* find_exclusion(Table& table, const std::string& name) {
  for (auto& constraint : table.constraints) {
    auto* exclude = std::get_if<Exclude>(&constraint);
    if (exclude && exclude->name->text == name) return exclude;
  }
  return nullptr;
}

bool has_exclusions(const Table& table) {
  return std::any_of(
      table.constraints.begin(), table.constraints.end(),
      [](const Constraint& constraint) { return std::holds_alternative<Exclude>(constraint); });
}

void add_elements(const Row& row, const CatalogTable& table, Exclude& exclude) {
  exclude.using_method = text_of(row, "method");
  const auto elements = texts_of(row, "elements");
  const auto operators = texts_of(row, "operators");
  // Of an element that is no column the number is 0.
  const auto numbers = numbers_of(row, "columns");
  for (std::size_t i = 0; i < elements.size() && i < operators.size(); ++i) {
    ExcludeElement element{.operator_name = operators[i]};
    auto names = i < numbers.size() ? table.names_of({numbers[i]}) : std::vector<std::string>();
    if (names.empty()) {
      element.expression = catalog_text(elements[i]);
    } else {
      element.column = std::move(names.front());
    }
    exclude.elements.push_back(std::move(element));
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
            if (found != tables.end()) add_constraint(row, scope, tables, found->second);
          }};
}

std::optional<CatalogQuery> exclusions_query(TablesByOid& tables) {
  std::string oids;
  for (const auto& [oid, read] : tables) {
    if (has_exclusions(read.table)) oids += (oids.empty() ? "" : ", ") + std::to_string(oid);
  }
  if (oids.empty()) return std::nullopt;
  return CatalogQuery{
      .sql =
          "SELECT c.conrelid AS table_oid, c.conname AS name, m.amname AS method, i.indkey::text "
          "AS columns, ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, k.n, true) FROM "
          "pg_catalog.generate_series(1, pg_catalog.array_length(c.conexclop, 1)) AS k(n) ORDER "
          "BY k.n) AS elements, ARRAY(SELECT p.oprname::text FROM "
          "pg_catalog.unnest(c.conexclop) WITH ORDINALITY AS k(n, o) JOIN "
          "pg_catalog.pg_operator p ON p.oid = k.n ORDER BY k.o) AS operators FROM "
          "pg_catalog.pg_constraint c JOIN pg_catalog.pg_index i ON i.indexrelid = c.conindid "
          "JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid "
          "= x.relam WHERE c.contype = 'x' AND c.conrelid IN (" +
          oids + ")",
      .take = [&](const Row& row) {
        const auto found = tables.find(number_of(row, "table_oid"));
        if (found == tables.end()) return;
        Exclude* const exclude = find_exclusion(found->second.table, text_of(row, "name"));
        if (exclude != nullptr) add_elements(row, found->second, *exclude);
      }};
}

void settle_constraints(const CatalogScope& scope, TablesByOid& tables) {
  if (!scope.comparing) return;
  for (auto& [oid, read] : tables) sort_constraints(read.table.constraints);
}

}  // namespace retort::postgresql
