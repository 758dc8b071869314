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
#include <utility>
#include <vector>

namespace retort::postgresql {

/// All tables, sequences and enum types of a schema of the database (none: of the current one,
/// left unnamed in the result), by name. Partitions, views, and what belongs to extensions are
/// left out, and sequences that a column owns.
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

/// A table while it is being read.
struct CatalogTable {
  /// What the catalogs say of a column by the number they give it.
  struct Place {
    std::size_t position = 0;    ///< in `table.columns`
    std::int64_t collation = 0;  ///< its oid; 0: none
  };

  Table table;
  std::string schema;   ///< where it is, whether that is said of it or not
  bool visible = true;  ///< the search path finds it
  std::map<std::int64_t, Place> places = {};

  /// The names of columns by their numbers.
  std::vector<std::string> names_of(const std::vector<std::int64_t>& numbers) const;
  /// Null for what is no column of the table.
  Column* column(std::int64_t number);
};
using TablesByOid = std::map<std::int64_t, CatalogTable>;

/// Values of the enum types of the database, by the type's oid.
using EnumsByOid = std::map<std::int64_t, type::Enum>;

/// The types of the database that have names of their own, by oid.
struct NamedTypes {
  EnumsByOid enums = {};
  std::map<std::int64_t, type::Domain> domains = {};
  std::map<std::int64_t, std::int64_t> items = {};  ///< of the array types of those
};

/// A sequence that a column owns.
struct OwnedSequence {
  std::string name;
  std::string owner;  ///< the column's name
  SequenceOptions options = {};
  std::int64_t type_oid = 0;
};
struct OwnedSequences {
  std::map<std::string, OwnedSequence> by_name = {};  ///< as SQL calls it here
  /// The first of each column, by its table's oid and its number.
  std::map<std::pair<std::int64_t, std::int64_t>, const OwnedSequence*> of_columns = {};

  OwnedSequences() = default;
  OwnedSequences(const OwnedSequences&) = delete;
  OwnedSequences& operator=(const OwnedSequences&) = delete;
};
/// The options that a sequence of its type does not have anyway.
SequenceOptions unusual_options(const OwnedSequence& sequence);
/// The sequence that a default counts with, as SQL calls it.
std::optional<std::string> counting_sequence(const std::string& value);

/// A query of the catalogs, and what becomes of each row of its answer.
struct CatalogQuery {
  std::string sql;
  std::function<void(const Row& row)> take;
};

/// Asks all in one round trip, and takes the rows of one while the server is at the next.
void read_catalogs(Connection& connection, const std::vector<CatalogQuery>& queries);

// --- the parts, one query each. What they are given by reference has to live until they have been
// read: they add to it. Columns come before what refers to them, and their sequences before them.
// Tables are named by their oids, and columns by their numbers: joins would take the server longer
// to plan than to carry out.
EnumsByOid read_enums(Connection& connection);
CatalogQuery types_query(const CatalogScope& scope, NamedTypes& types);
CatalogQuery sequences_query(const TablesByOid& tables, OwnedSequences& sequences);
CatalogQuery columns_query(const Connection& connection, const CatalogScope& scope,
                           const NamedTypes& types, const OwnedSequences& sequences,
                           TablesByOid& tables);
CatalogQuery comments_query(TablesByOid& tables);
CatalogQuery constraints_query(const Connection& connection, const CatalogScope& scope,
                               TablesByOid& tables);
CatalogQuery indexes_query(const Connection& connection, const CatalogScope& scope,
                           TablesByOid& tables);

// --- what only some tables have, once the rest has been read: nothing where there is none of it
/// Of sequences that defaults count with, and columns of other tables own.
std::optional<CatalogQuery> other_sequences_query(const TablesByOid& tables,
                                                  OwnedSequences& sequences);
/// The elements of exclusion constraints.
std::optional<CatalogQuery> exclusions_query(TablesByOid& tables);

// --- once all has been read
/// Which columns count.
void settle_sequences(const CatalogScope& scope, const OwnedSequences& sequences,
                      TablesByOid& tables);
/// The order of constraints.
void settle_constraints(const CatalogScope& scope, TablesByOid& tables);

/// The tables' oids, to be compared with ` = ANY (...)`.
std::string oids_of(const TablesByOid& tables);

// --- fields of catalog rows; NULL gives an empty value
std::string text_of(const Row& row, std::string_view column);
std::optional<std::string> optional_text(const Row& row, std::string_view column);
std::int64_t number_of(const Row& row, std::string_view column);
bool flag_of(const Row& row, std::string_view column);
std::vector<std::string> texts_of(const Row& row, std::string_view column);
/// Of an array or a vector of numbers as text: "{1,2}", "1 2".
std::vector<std::int64_t> numbers_of(const Row& row, std::string_view column);
/// SQL of the catalog as an expression.
Expression catalog_text(const std::string& sql);
/// The text without the parentheses around the whole of it.
std::string without_outer_parentheses(const std::string& text);

/// The type of a column, from a row of pg_attribute.
Type read_type(const Row& row, const CatalogScope& scope, const NamedTypes& types);

}  // namespace retort::postgresql
