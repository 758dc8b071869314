// SPDX-License-Identifier: MIT
// What a PostgreSQL database holds, from its catalogs, in a fixed number of queries for any number
// of tables (https://www.postgresql.org/docs/current/catalogs.html).
#pragma once

#include "retort/connection.h"
#include "retort/dialect.h"
#include "retort/schema.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::postgresql {

/// All tables, sequences and enum types of a schema of the database (none: of the current one,
/// left unnamed in the result), by name. Partitions, views, and what belongs to extensions are
/// left out, and sequences that a column owns. Five queries.
Schema reflect_schema(Connection& connection, const std::optional<std::string>& in_schema = {});

/// Which relations a catalog query is about.
struct CatalogScope {
  std::vector<std::string> tables = {};    ///< none: all of the schema
  std::optional<std::string> schema = {};  ///< none: the current one, or what the path finds
  bool verbatim = false;                   ///< see ReflectOptions
  bool comparing = false;                  ///< see ReflectOptions; is verbatim, too

  /// What the options ask for.
  static CatalogScope of(const std::optional<std::string>& in_schema,
                         const std::vector<std::string>& names, const ReflectOptions& options);
};

/// Tables while they are being read, by their oid.
using TablesByOid = std::map<std::int64_t, Table>;

/// Values of the enum types of the database, by the type's oid.
using EnumsByOid = std::map<std::int64_t, type::Enum>;

/// The types of the database that have names of their own, by oid.
struct NamedTypes {
  EnumsByOid enums = {};
  std::map<std::int64_t, type::Domain> domains = {};  ///< for comparing only
};

/// A query of the catalogs, and what becomes of each row of its answer.
struct CatalogQuery {
  std::string sql;
  std::function<void(const Row& row)> take;
};

/// Asks all in one round trip, and takes the rows of one while the server is at the next.
void read_catalogs(Connection& connection, const std::vector<CatalogQuery>& queries);

// --- the parts, one query each. What they are given by reference has to live until they have been
// read: they add to it. Columns come before what refers to them. Tables are named by their oids:
// with a subquery in its place the planner reads the whole catalog, as it orders so many joins no
// more.
EnumsByOid read_enums(Connection& connection);
CatalogQuery enums_query(const CatalogScope& scope, EnumsByOid& enums);
/// Whose enums have been read.
CatalogQuery domains_query(NamedTypes& types);
CatalogQuery columns_query(const Connection& connection, const CatalogScope& scope,
                           const NamedTypes& types, TablesByOid& tables);
CatalogQuery constraints_query(const Connection& connection, const CatalogScope& scope,
                               TablesByOid& tables);
/// Once all constraints have been read: their order, and which columns they say count.
void settle_constraints(const CatalogScope& scope, TablesByOid& tables);
CatalogQuery indexes_query(const Connection& connection, const CatalogScope& scope,
                           TablesByOid& tables);

/// The tables' oids, to be compared with ` = ANY (...)`.
std::string oids_of(const TablesByOid& tables);

// --- fields of catalog rows; NULL gives an empty value
std::string text_of(const Row& row, std::string_view column);
std::optional<std::string> optional_text(const Row& row, std::string_view column);
std::int64_t number_of(const Row& row, std::string_view column);
bool flag_of(const Row& row, std::string_view column);
std::vector<std::string> texts_of(const Row& row, std::string_view column);
/// SQL of the catalog as an expression.
Expression catalog_text(const std::string& sql);
/// The text without the parentheses around the whole of it.
std::string without_outer_parentheses(const std::string& text);

/// The type of a column, from a row of pg_attribute.
Type read_type(const Row& row, const CatalogScope& scope, const NamedTypes& types);

}  // namespace retort::postgresql
