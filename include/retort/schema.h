// SPDX-License-Identifier: MIT
// Tables, columns, constraints, indexes: plain values that refer to each other by name.
#pragma once

#include "retort/api.h"
#include "retort/expression.h"
#include "retort/rare.h"
#include "retort/type.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace retort {

/// The value of a dialect option. Made and copied in the library, as Value.
struct RETORT_API OptionValue
    : std::variant<Null, bool, std::int64_t, std::string, std::vector<std::string>, Expression,
                   std::vector<Expression>, std::vector<std::pair<std::string, std::string>>,
                   std::vector<std::pair<std::string, std::int64_t>>> {
  using Variant =
      std::variant<Null, bool, std::int64_t, std::string, std::vector<std::string>, Expression,
                   std::vector<Expression>, std::vector<std::pair<std::string, std::string>>,
                   std::vector<std::pair<std::string, std::int64_t>>>;
  OptionValue();
  // NOLINTBEGIN(google-explicit-constructor)
  OptionValue(const char* text);
  OptionValue(std::string text);
  OptionValue(int number);
  OptionValue(std::int64_t number);
  OptionValue(bool value);
  OptionValue(Null value);
  OptionValue(Expression value);
  OptionValue(std::vector<std::string> names);
  OptionValue(std::vector<Expression> values);
  OptionValue(std::vector<std::pair<std::string, std::string>> pairs);
  OptionValue(std::vector<std::pair<std::string, std::int64_t>> pairs);
  // NOLINTEND(google-explicit-constructor)
  OptionValue(const OptionValue& other);
  OptionValue(OptionValue&& other) noexcept;
  OptionValue& operator=(const OptionValue& other);
  OptionValue& operator=(OptionValue&& other) noexcept;
  ~OptionValue();

  const Variant& base() const noexcept { return *this; }
};

/// Dialect-specific attributes under Alembic's keyword names, e.g. "postgresql_using".
using Options = Prebuilt<std::map<std::string, OptionValue, std::less<>>>;

/// The name of a constraint or index.
struct Name {
  std::string text;
  bool final = false;  ///< naming conventions leave it alone (op.f, reflected names)

  Name() = default;
  Name(std::string name) : text(std::move(name)) {}  // NOLINT(google-explicit-constructor)
  Name(const char* name) : text(name) {}             // NOLINT(google-explicit-constructor)
  Name(std::string name, bool is_final) : text(std::move(name)), final(is_final) {}
  bool operator==(const Name&) const = default;
};

/// A table's name, with its schema when it is not the default one.
struct RETORT_API TableName {
  std::string name;
  std::optional<std::string> schema = {};
  std::optional<bool> quote = {};  ///< force or forbid quoting of `name`
  std::optional<bool> quote_schema = {};

  TableName() = default;
  // NOLINTNEXTLINE(google-explicit-constructor)
  TableName(std::string table, std::optional<std::string> in_schema = {})
      : name(std::move(table)), schema(std::move(in_schema)) {}
  TableName(const char* table) : name(table) {}  // NOLINT(google-explicit-constructor)
  bool operator==(const TableName&) const = default;
};

/// GENERATED ... AS IDENTITY, and the options of a sequence.
struct SequenceOptions {
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> increment = {};
  std::optional<std::int64_t> minvalue = {};
  std::optional<std::int64_t> maxvalue = {};
  bool nominvalue = false;
  bool nomaxvalue = false;
  std::optional<bool> cycle = {};
  std::optional<std::int64_t> cache = {};
  std::optional<bool> order = {};
  bool operator==(const SequenceOptions&) const = default;
};
struct RETORT_API Identity {
  bool always = false;
  std::optional<bool> on_null = {};
  SequenceOptions options = {};
  bool operator==(const Identity&) const = default;
};
/// GENERATED ALWAYS AS (expression).
struct RETORT_API Computed {
  Expression expression;
  std::optional<bool> persisted = {};  ///< STORED / VIRTUAL; unset: the dialect's default
  bool operator==(const Computed&) const = default;
};
struct RETORT_API Sequence {
  std::string name;
  std::optional<std::string> schema = {};
  SequenceOptions options = {};
  std::optional<Type> data_type = {};
  bool optional = false;  ///< only where the database cannot do without
  bool operator==(const Sequence&) const = default;
};
/// The database fills the column by means that are not written here (a trigger).
struct RETORT_API FetchedValue {
  bool operator==(const FetchedValue&) const = default;
};

/// What the database fills in: a string is a quoted literal, an Expression is SQL.
using ServerDefault = std::variant<std::string, Expression, Computed, Identity, FetchedValue>;

/// ON DELETE / MATCH / DEFERRABLE... of a foreign key; texts as given, in SQL's words.
struct ForeignKeyOptions {
  std::optional<std::string> onupdate = {};
  std::optional<std::string> ondelete = {};
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  std::optional<std::string> match = {};
  bool use_alter = false;
  bool operator==(const ForeignKeyOptions&) const = default;
};

struct RETORT_API PrimaryKey {
  std::optional<Name> name = {};
  std::vector<std::string> columns = {};
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  Options options = {};
  bool operator==(const PrimaryKey&) const = default;
};
struct RETORT_API Unique {
  std::optional<Name> name = {};
  std::vector<std::string> columns = {};
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  Options options = {};
  bool operator==(const Unique&) const = default;
};
struct RETORT_API ForeignKey {
  std::optional<Name> name = {};
  std::vector<std::string> columns = {};
  TableName referred_table = {};
  std::vector<std::string> referred_columns = {};  ///< empty: the referred table's primary key
  ForeignKeyOptions rules = {};
  Options options = {};
  bool operator==(const ForeignKey&) const = default;
};
struct RETORT_API Check {
  std::optional<Name> name = {};
  Expression condition;
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  bool type_bound = false;  ///< comes with a Boolean or Enum type of a column
  Options options = {};
  bool operator==(const Check&) const = default;
};
/// One `element WITH operator` of an exclusion constraint; exactly one of column, expression.
struct ExcludeElement {
  std::string column = {};
  std::optional<Expression> expression = {};
  std::string operator_name;
  bool operator==(const ExcludeElement&) const = default;
};
/// EXCLUDE USING; PostgreSQL only.
struct RETORT_API Exclude {
  std::optional<Name> name = {};
  std::vector<ExcludeElement> elements = {};
  std::string using_method = "gist";
  std::optional<Expression> where = {};
  std::vector<std::pair<std::string, std::string>> ops = {};  ///< column -> operator class
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  Options options = {};
  bool operator==(const Exclude&) const = default;
};
using Constraint = std::variant<PrimaryKey, Unique, ForeignKey, Check, Exclude>;

/// One element of an index; exactly one of column, expression.
struct IndexElement {
  std::string column = {};
  std::optional<Expression> expression = {};

  IndexElement() = default;
  // NOLINTNEXTLINE(google-explicit-constructor)
  IndexElement(std::string name) : column(std::move(name)) {}
  IndexElement(const char* name) : column(name) {}  // NOLINT(google-explicit-constructor)
  // NOLINTNEXTLINE(google-explicit-constructor)
  IndexElement(Expression value) : expression(std::move(value)) {}
  bool operator==(const IndexElement&) const = default;
};
struct RETORT_API Index {
  std::optional<Name> name = {};
  std::vector<IndexElement> elements = {};
  bool unique = false;
  Options options = {};
  bool operator==(const Index&) const = default;
};

enum class Autoincrement { automatic, always, never, ignore_foreign_key };

/// REFERENCES written at a column.
struct RETORT_API ColumnReference {
  std::optional<Name> name = {};
  TableName table = {};
  std::string column = {};  ///< empty: the referred table's primary key
  ForeignKeyOptions rules = {};
  Options options = {};
  bool operator==(const ColumnReference&) const = default;
};

/// A column, with what an author may write at it (`unique`, `index`, `references`, `checks`).
/// `resolve` (schema/resolve.h) turns those into constraints and indexes of the table.
struct RETORT_API Column {
  std::string name;
  Type type = {};
  std::optional<bool> nullable = {};  ///< unset: true, but for primary key columns
  bool primary_key = false;
  Rare<ServerDefault> server_default = {};
  Autoincrement autoincrement = Autoincrement::automatic;
  Rare<std::string> comment = {};
  bool unique = false;
  bool index = false;
  ListOf<ColumnReference> references = {};
  ListOf<Check> checks = {};
  Rare<Sequence> sequence = {};
  bool system = false;  ///< exists in every table of the database; never created
  std::optional<bool> quote = {};
  Options options = {};

  bool operator==(const Column&) const = default;
  bool is_nullable() const { return nullable.value_or(!primary_key); }
};

struct RETORT_API Table {
  TableName name;
  ListOf<Column> columns = {};
  ListOf<Constraint> constraints = {};
  ListOf<Index> indexes = {};
  std::optional<std::string> comment = {};
  std::vector<std::string> prefixes = {};  ///< "TEMPORARY"
  Options options = {};
  bool operator==(const Table&) const = default;
};

/// A database's tables, sequences and enum types.
struct Schema {
  ListOf<Table> tables = {};
  ListOf<Sequence> sequences = {};
  std::vector<type::Enum> enums = {};
  bool operator==(const Schema&) const = default;
};

/// A template of a name for each kind of thing.
using NameTemplates = Prebuilt<std::map<std::string, std::string, std::less<>>>;
/// An unnamed index is "ix_" and its first column with the table's name.
RETORT_API NameTemplates default_name_templates();

/// Templates for names by kind ("ix", "uq", "ck", "fk", "pk"), in SQLAlchemy's %(token)s form.
struct NamingConvention {
  NameTemplates templates = default_name_templates();
  bool operator==(const NamingConvention&) const = default;
};

/// A model: the schema that the application wants, and how unnamed things are named in it.
struct RETORT_API MetaData {
  ListOf<Table> tables = {};
  ListOf<Sequence> sequences = {};
  std::optional<std::string> schema = {};  ///< default schema of its tables
  NamingConvention naming_convention = {};
  bool operator==(const MetaData&) const = default;
};

}  // namespace retort
