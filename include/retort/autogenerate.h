// SPDX-License-Identifier: MIT
// Autogenerate: what tells a database from its models, as operations that make them equal.
#pragma once

#include "retort/api.h"
#include "retort/connection.h"
#include "retort/operation.h"
#include "retort/reporter.h"
#include "retort/schema.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort {

/// Kinds of objects that filters are asked about.
enum class ObjectKind {
  schema,
  table,
  column,
  index,
  unique_constraint,
  foreign_key_constraint,
  check_constraint,
};
/// Alembic's word for it: "table", "unique_constraint".
RETORT_API std::string_view object_kind_name(ObjectKind kind);

/// Where an object stands: its table among the model's tables (those of all MetaData, one after the
/// other) or among the reflected ones, and its place among the table's columns, indexes or
/// constraints (by its kind).
struct ObjectPosition {
  std::size_t table = 0;
  std::optional<std::size_t> element = {};
  /// Of a check written at a column: that column; `element` counts among its checks.
  std::optional<std::size_t> column = {};
  bool operator==(const ObjectPosition&) const = default;
};

/// A name that the database has, before the object behind it is read.
struct FoundName {
  ObjectKind kind = ObjectKind::table;
  std::optional<std::string> name = {};    ///< nothing: the default schema
  std::optional<std::string> schema = {};  ///< that the object is in; nothing: the default one
  std::optional<std::string> table = {};   ///< that the object belongs to
};

/// An object about to be compared, added or removed.
struct ComparedObject {
  ObjectKind kind = ObjectKind::table;
  std::optional<std::string> name = {};
  /// It is the database's, and to be removed; what then stands on the other side has its name only.
  bool reflected = false;
  std::optional<ObjectPosition> model = {};  ///< at least one of `model` and `database` is set
  std::optional<ObjectPosition> database = {};
  const Table* model_table = nullptr;  ///< its table in the model; null where it has none
  const Table* database_table = nullptr;
};

/// A column that both have.
struct ComparedColumn {
  const Table* model_table = nullptr;
  const Table* database_table = nullptr;
  ObjectPosition model = {};
  ObjectPosition database = {};
  /// For defaults: what each is as SQL on this database.
  std::optional<std::string> rendered_model_default = {};
  std::optional<std::string> rendered_database_default = {};
};

/// A table whose indexes and constraints have been compared. `model` is absent for a table to be
/// removed, `database` for one to be added.
struct ComparedTable {
  TableName name;  ///< without the default schema
  std::optional<std::size_t> model = {};
  std::optional<std::size_t> database = {};
};

/// One operation that brings the database nearer to the model.
struct Difference {
  Operation operation;
  std::optional<ObjectPosition> model = {};     ///< what the operation adds or changes into
  std::optional<ObjectPosition> database = {};  ///< what it removes or changes
  /// What undoes an op::Execute, of which that cannot be told; nothing: it stays when the rest is
  /// undone.
  std::optional<Operation> undo = {};
};

/// How log lines write the types of a column.
struct TypeTexts {
  std::string database;
  std::string model;
};

/// What decides beside the rules; an empty function has no say. What they throw ends the
/// comparison.
struct CompareHooks {
  std::function<bool(const FoundName&)> include_name = {};
  std::function<bool(const ComparedObject&)> include_object = {};
  /// Whether the types differ; nothing: the rules decide.
  std::function<std::optional<bool>(const ComparedColumn&)> types_differ = {};
  /// Whether the server defaults differ; nothing: the rules decide.
  std::function<std::optional<bool>(const ComparedColumn&)> server_defaults_differ = {};
  /// What the log says of the hook above ("<function f at 0x0>").
  std::string server_defaults_differ_text = {};
  /// How the log writes a column's types; without it they are written as SQL.
  std::function<TypeTexts(const ComparedColumn&)> type_texts = {};
  /// Called once the database's tables are read and before anything is compared.
  std::function<void(const std::vector<Table>& database)> on_reflected = {};
  /// Told of what reading the database left out; without it the reporter is warned.
  std::function<void(const std::string& message)> on_left_out = {};
  /// Comparators of others, each after the built-in ones of its level. May add to what was found;
  /// a column's operation is kept if it changes anything.
  std::function<void(const std::vector<std::optional<std::string>>& schemas)> on_schemas = {};
  std::function<void(const ComparedTable&, std::vector<Difference>&)> on_table = {};
  std::function<void(const ComparedColumn&, op::AlterColumn&)> on_column = {};
};

/// What is compared, under the names of context.configure.
struct CompareOptions {
  bool include_schemas = false;
  bool compare_type = true;
  bool compare_server_default = false;
  /// Names of plugins, "alembic.autogenerate.*"; "~" in front takes one out.
  std::vector<std::string> autogenerate_plugins = {"alembic.autogenerate.*"};
  /// The plugins themselves, where `select_plugins` has been asked and the log told already.
  std::optional<std::vector<std::string>> active_plugins = {};
  std::string version_table = "alembic_version";
  std::optional<std::string> version_table_schema = {};
  CompareHooks hooks = {};
  /// The tables' columns have no `unique`, `index`, `references` or `primary_key` of their own to
  /// be resolved and all names are as they will be: positions then refer to what was given.
  bool resolved = false;
  Reporter* reporter = nullptr;  ///< null: silence
  // --- beyond Alembic
  /// Values that a PostgreSQL enumeration type lacks are added to it; if as many stand in the
  /// places of others, those are renamed.
  bool compare_enums = false;
  /// With `compare_enums`: a type with values that the model has not is made anew without them.
  bool rebuild_enums = false;
  /// A named CHECK is dropped and added where the database (PostgreSQL) writes the model's
  /// condition otherwise than the one it has.
  bool compare_check_text = false;
  /// With `compare_server_default`: defaults that are expressions differ where the database
  /// (PostgreSQL) writes them otherwise, whatever their values are.
  bool compare_default_text = false;
  /// With `compare_server_default`: a model's string is the same as its literal in the database,
  /// also on SQLite, where Alembic takes an empty one and one with a quote in it for another.
  bool compare_literals = true;
};

/// The plugins that are part of Retort, in the order of their work.
RETORT_API std::vector<std::string> builtin_plugins();
/// The registered plugins that patterns choose, in the order of registration. Throws Error
/// (command): Did not locate plugins; Error (argument): Invalid plugin expression.
RETORT_API std::vector<std::string> select_plugins(const std::vector<std::string>& patterns,
                                                   const std::vector<std::string>& registered);

/// The differences of one table that both have (or the indexes of one that is added or removed).
struct TableDifferences {
  TableName table;
  std::vector<Difference> differences = {};
};
using DifferenceGroup = std::variant<Difference, TableDifferences>;

/// The outcome of a comparison.
struct Comparison {
  std::vector<DifferenceGroup> differences = {};  ///< in the order they are to be carried out
  std::vector<Table> model = {};     ///< what positions of the model refer to: resolved, named
  std::vector<Table> database = {};  ///< what positions of the database refer to
};

/// Compares the database behind a connection with models. Throws Error (argument) for a model that
/// contradicts itself, DatabaseError, and what hooks throw.
RETORT_API Comparison compare_metadata(Connection& connection, std::vector<MetaData> models,
                                       const CompareOptions& options = {});

/// The operations of a comparison, and those that undo them, in order. One table's changes are one
/// op::AlterTableBatch where `as_batch` says so.
struct ProducedMigration {
  std::vector<Operation> upgrade = {};
  std::vector<Operation> downgrade = {};
};
struct ProduceOptions {
  bool as_batch = false;  ///< render_as_batch
  /// Foreign keys by which tables that come or go refer to each other in a circle are operations of
  /// their own. Not where ALTER TABLE knows none, as on SQLite, which does not need it either.
  bool splits_cycles = true;
};
/// Throws UnsupportedError for what cannot be undone.
RETORT_API ProducedMigration produce_migrations(const Comparison& comparison,
                                                const ProduceOptions& options = {});

}  // namespace retort
