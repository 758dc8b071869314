// SPDX-License-Identifier: MIT
// What the engine asks of a database dialect, and what a dialect author implements.
#pragma once

#include "retort/api.h"
#include "retort/connection.h"
#include "retort/operation.h"
#include "retort/reporter.h"
#include "retort/run_lock.h"
#include "retort/schema.h"
#include "retort/url.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// How INSERT gives back the key of a row in the texts that Alembic writes: RETURNING column,
/// RETURNING table.column, OUTPUT inserted.column before VALUES, RETURNING table.column INTO a
/// parameter.
enum class KeyReturning { none, column, table_column, output, into_parameter };

/// How a script of SQL is written, so that the database's own client program can run it.
struct ScriptFormat {
  std::string terminator = ";";  ///< right behind a statement
  std::string separator = {};    ///< a line of its own behind a statement ("GO"); empty: none
  std::string begin = "BEGIN";
  std::string commit = "COMMIT";
  bool separates_begin = true;  ///< the separator follows `begin` too
  bool operator==(const ScriptFormat&) const = default;
};

/// What a dialect is called and can do; data, never a virtual question.
struct DialectInfo {
  std::string name;                ///< "postgresql"
  std::string impl_name;           ///< "PostgresqlImpl", as Alembic logs it
  bool transactional_ddl = false;  ///< Alembic's default for the dialect (offline text, log line)
  bool ddl_rolls_back = false;     ///< the database itself can roll DDL back (SQLite: yes)
  bool rebuilds_tables = false;    ///< ALTER is so limited that batch mode rebuilds (SQLite)
  std::size_t max_identifier_length = 255;
  std::size_t max_index_name_length = 255;
  std::size_t max_constraint_name_length = 255;
  bool enforces_text_length = true;  ///< a VARCHAR(32) takes no 33 characters (SQLite: it does)
  bool has_named_types = false;      ///< enumerations and domains are created like tables
  bool has_sequences = false;        ///< CREATE SEQUENCE
  bool numbers_without_sequences = false;  ///< `Sequence::optional` ones are not created
  /// ALTER of a column forgets what it does not tell: what stays as it is has to be said again.
  bool restates_columns = false;
  KeyReturning key_returning = KeyReturning::none;
  ScriptFormat script = {};
  bool operator==(const DialectInfo&) const = default;
};

/// How placeholders are written where a value is not inline.
enum class Paramstyle { named, format, pyformat, qmark, numeric, numeric_dollar };

/// How statements are to be written.
struct CompileOptions {
  bool literal_binds = true;                  ///< values inline (offline); else placeholders
  Paramstyle paramstyle = Paramstyle::named;  ///< format and pyformat double every %
  NamingConvention naming_convention = {};    ///< of the target metadata
  bool offline = true;
  /// Types that CREATE TABLE must not create again: what earlier scripts of the run have given in
  /// `created_types`.
  std::vector<std::string> existing_types = {};
  /// What the dialect is told about the server, under SQLAlchemy's keywords:
  /// "deprecate_large_types", "supports_comments" (mssql), "use_nchar_for_unicode" (oracle).
  Options dialect_options = {};
  /// Where the statements go that come before one that cannot be compiled: a script has them, as a
  /// database would.
  std::vector<Statement>* before_failure = nullptr;
  bool operator==(const CompileOptions&) const = default;
};

/// A statement as it is shown or run, with warnings that arose in writing it.
struct CompiledScript {
  std::vector<Statement> statements = {};
  std::vector<std::string> warnings = {};
  std::vector<std::string> created_types = {};  ///< "schema.name" of enums and domains, unquoted
};

/// How a table is reflected.
struct ReflectOptions {
  /// As the catalog has it: a view is a table too, and a column that takes its values from a
  /// sequence of its own has that as its default.
  bool verbatim = false;
  /// For comparing with a model: as SQLAlchemy reflects a table for Alembic. Texts and types are
  /// the catalog's, options of identity are complete, a default that a sequence feeds names in
  /// `Column::sequence` that sequence where a column of this name owns it; partitions, temporary
  /// and virtual tables and what belongs to extensions are left out, whatever names are given.
  bool comparing = false;
  bool operator==(const ReflectOptions&) const = default;
};

/// What a database has names for.
enum class NameKind {
  schema,
  table,
  view,
  materialized_view,
  foreign_table,
  temporary_table,
  temporary_view,
  sequence,
  type,
};

/// What a dialect reads from a database, and what it takes for the same, when a database is
/// compared with models.
struct ComparisonFacts {
  bool comments = false;                   ///< tables and columns have comments
  bool reflects_uniques = true;            ///< as constraints, apart from unique indexes
  bool reflects_checks = true;             ///< with their names
  bool reflects_foreign_key_rules = true;  ///< ON DELETE, ON UPDATE, DEFERRABLE
  /// A unique or exclusion constraint stands on an index of its own, which has its name.
  bool constraints_are_indexes = false;
  /// Names of types that mean the same, in lower case.
  std::vector<std::vector<std::string>> type_synonyms = {{"numeric", "decimal"}};
  /// Words behind a type ("collate", "character set") whose value counts only where both say it.
  std::vector<std::string> type_attributes = {};
  /// Options of GENERATED AS IDENTITY that are not compared, under Alembic's names.
  std::vector<std::string> ignored_identity_options = {"order", "on_null"};
  bool operator==(const ComparisonFacts&) const = default;
};

/// A log line that belongs to a reflected table: it comes when the table's turn does.
struct ReflectionNote {
  std::size_t table = 0;  ///< position among the tables given
  LogLevel level = LogLevel::info;
  std::string logger = {};
  std::string message = {};
  bool operator==(const ReflectionNote&) const = default;
};

/// The indexes and unique constraints of one table, before they are compared. What is taken out of
/// a list is not compared. Null: the table is new, or goes.
struct ComparedConstraints {
  const Table* model = nullptr;
  const Table* database = nullptr;
  std::vector<const Unique*> model_uniques = {};
  std::vector<const Unique*> database_uniques = {};
  std::vector<const Index*> model_indexes = {};
  std::vector<const Index*> database_indexes = {};
};

/// Two indexes or constraints of one name.
template <class T>
struct ComparedPair {
  const T& model;
  const T& database;
  const Table& model_table;
  const Table& database_table;
};

/// What comes of comparing them.
enum class Likeness { equal, different, unknown };
struct Verdict {
  Likeness likeness = Likeness::equal;
  std::vector<std::string> reasons = {};  ///< why they differ or cannot be compared
  bool operator==(const Verdict&) const = default;
};

/// The defaults of a column that both have; neither is GENERATED.
struct ComparedDefault {
  const Column& model;
  const Column& database;
  std::optional<std::string> model_text = {};     ///< as SQL on this database; a string is raw
  std::optional<std::string> database_text = {};  ///< as the catalog has it
  bool numbered_by_database = false;              ///< the model's primary key that counts by itself
};

/// A default that a column might have.
struct DefaultText {
  std::string column;
  Expression value;
};

/// What a table of the database might have: at most one default for a column.
struct TableTexts {
  const Table* table = nullptr;  ///< as the database has it
  std::vector<Expression> checks = {};
  std::vector<DefaultText> defaults = {};
};

/// SQL as the database itself would write it in its catalog, or why it does not take it.
struct DeparsedText {
  std::optional<std::string> text = {};
  std::string refusal = {};   ///< what the database says
  std::string sqlstate = {};  ///< of the refusal
  bool operator==(const DeparsedText&) const = default;
};
/// In the order of a TableTexts.
struct DeparsedTable {
  std::vector<DeparsedText> checks = {};
  std::vector<DeparsedText> defaults = {};
};

class RETORT_API Dialect {
 public:
  virtual ~Dialect() = default;
  virtual const DialectInfo& info() const = 0;

  /// The statements of an operation. Pure: asks no database. Throws UnsupportedError and Error
  /// (compile, argument, identifier...) naming what cannot be written.
  virtual CompiledScript compile(const Operation& operation,
                                 const CompileOptions& options) const = 0;
  /// Whether a batch of changes is made by building the table anew. `compile` then needs its
  /// `copy_from`: online, what `reflect_table` gives.
  virtual bool rebuilds(const op::AlterTableBatch& batch) const = 0;
  /// One expression or data statement as SQL.
  virtual Statement compile(const Expression& expression, const CompileOptions& options) const = 0;
  /// An identifier, quoted if the dialect needs it.
  virtual std::string quote(std::string_view identifier) const = 0;
  /// `schema.table`, quoted as needed.
  virtual std::string format_table(const TableName& table) const = 0;
  /// SQL text of a type ("VARCHAR(50)").
  virtual std::string format_type(const Type& type) const = 0;
  /// The type that catalog text means; never fails (type::Verbatim).
  virtual Type parse_type(std::string_view text) const = 0;

  /// Opens a connection. Throws DatabaseError, or UnsupportedError when this build has no driver.
  virtual std::unique_ptr<Connection> connect(const Url& url) const = 0;
  /// Loads ahead of time, in whatever thread it is called, the client library that connecting would
  /// load, and never throws; empty where there is none.
  virtual std::function<void()> client_loader() const { return {}; }
  /// Whether a table of that name exists.
  virtual bool has_table(Connection& connection, const TableName& table) const = 0;
  /// The table as the database has it; throws Error(no_such_table).
  virtual Table reflect_table(Connection& connection, const TableName& table,
                              const ReflectOptions& options = {}) const = 0;

  // --- what the database holds; a dialect without a driver need not know

  /// The tables of those names in a schema (none: where names without one are looked for), all of
  /// the schema for an empty list; names that are not there are left out. In as many queries for
  /// many tables as for one.
  virtual std::vector<Table> reflect_tables(Connection& connection,
                                            const std::optional<std::string>& in_schema,
                                            const std::vector<std::string>& names,
                                            const ReflectOptions& options = {}) const;
  /// All names of a kind, in a schema (none: the default one); schemas ignore it.
  virtual std::vector<std::string> names(Connection& connection, NameKind kind,
                                         const std::optional<std::string>& in_schema = {}) const;
  /// The schema that names without one belong to; empty where there is no such thing.
  virtual std::string default_schema(Connection& connection) const;
  /// The SELECT of a view; nothing when there is no such view.
  virtual std::optional<std::string> view_definition(Connection& connection,
                                                     const TableName& view) const;
  /// Enumeration types of a schema (none: the default one; "*": all).
  virtual std::vector<type::Enum> reflect_enums(Connection& connection,
                                                const std::optional<std::string>& in_schema) const;

  // --- what running an operation on a live database asks

  /// A lock that keeps runs apart, not yet taken; null where there is none to take (a database in
  /// memory, a dialect without a driver). May open a connection of its own. Throws DatabaseError.
  virtual std::unique_ptr<RunLock> run_lock(const LockRequest& request) const;
  /// Who holds that lock; nothing when nobody does.
  virtual std::optional<LockHolder> lock_holder(const LockRequest& request) const;
  /// The statements that set the limits for the transaction that has just begun; none where the
  /// database knows no such limits.
  virtual std::vector<Statement> limit_statements(const StatementLimits& limits) const;
  /// Whether a failure says that a lock was not to be had in time, or that two waited for each
  /// other: a transaction that may be tried again.
  virtual bool is_lock_failure(const DatabaseError& error) const;

  /// Why an operation cannot be run within a transaction; nothing when it can.
  virtual std::optional<std::string> refusal_in_transaction(const Operation& operation) const;
  /// Whether the database has an enumeration type of that name.
  virtual bool has_enum(Connection& connection, const type::Enum& type) const;
  /// After a table was built anew: lets its counters go on behind the rows that it now holds.
  virtual void continue_counters(Connection& connection, const Table& table) const;

  // --- what comparing a database with models asks; each has Alembic's general answer. Warnings
  // and log lines go to the reporter as they arise.

  virtual ComparisonFacts comparison_facts() const;
  /// Changes tables that were reflected verbatim into what the comparison takes (a counter of the
  /// column's own is no default of it). In a fixed number of queries.
  virtual std::vector<ReflectionNote> adjust_reflected(Connection& connection,
                                                       std::vector<Table>& tables) const;
  /// Whether a column has to change its type.
  virtual bool types_differ(const Type& model, const Type& database) const;
  /// Whether a column has to change its default. May ask the database.
  virtual bool server_defaults_differ(Connection& connection,
                                      const ComparedDefault& compared) const;
  /// Takes out what the database makes by itself or cannot show.
  virtual void adjust_constraints(ComparedConstraints& compared, Reporter& reporter) const;
  /// Changes the reflected keys of a table where the database leaves out what is its default.
  virtual void adjust_foreign_keys(std::vector<ForeignKey>& database,
                                   const std::vector<ForeignKey>& model) const;
  virtual Verdict compare_indexes(const ComparedPair<Index>& pair, Reporter& reporter) const;
  virtual Verdict compare_uniques(const ComparedPair<Unique>& pair, Reporter& reporter) const;
  virtual Verdict compare_checks(const ComparedPair<Check>& pair, Reporter& reporter) const;
  /// Has the database read conditions and defaults and write them back; what it does for that is
  /// rolled back. One table for each given, or nothing where a database cannot tell. A fixed number
  /// of round trips, and as many again for each text that is not taken.
  virtual std::vector<DeparsedTable> deparse(Connection& connection,
                                             const std::vector<TableTexts>& texts) const;
  /// Whether an identity that only the database has is part of a primary key's nature there.
  virtual bool ignores_reflected_identity(const Column& database) const;
};

/// The dialect of that name or URL scheme ("postgresql", "postgres", "sqlite", "mysql",
/// "mariadb", "mssql", "oracle"); throws Error: Can't load plugin: sqlalchemy.dialects:NAME.
RETORT_API const Dialect& dialect(std::string_view name);
/// Names of all dialects of this build.
RETORT_API std::vector<std::string> dialect_names();

}  // namespace retort
