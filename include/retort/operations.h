// SPDX-License-Identifier: MIT
// What a migration calls: Alembic's directives under Alembic's names. Each builds an Operation and
// hands it to the sink, which runs it on a connection or writes it as SQL.
#pragma once

#include "retort/api.h"
#include "retort/connection.h"
#include "retort/operation.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace retort {

class Dialect;

/// The state of a run that a migration may ask about (op.get_context()).
class RETORT_API MigrationContext {
 public:
  virtual ~MigrationContext() = default;
  virtual const Dialect& dialect() const = 0;
  /// True when SQL is written instead of run (--sql).
  virtual bool as_sql() const = 0;
  /// Runs `block` outside of a transaction: commits what is open, begins anew afterwards.
  /// Offline on a dialect with transactional DDL: COMMIT before, BEGIN after.
  virtual void autocommit_block(const std::function<void()>& block) = 0;
  /// Values given as -x name=value, in order; "-x name" has an empty value.
  virtual const std::vector<std::pair<std::string, std::string>>& x_arguments() const = 0;
};

/// Takes operations. Implemented by the runtime, by tests, and by tools that look at migrations.
class RETORT_API OperationSink {
 public:
  virtual ~OperationSink() = default;
  virtual void invoke(const Operation& operation) = 0;
  /// Null when SQL is written instead of run.
  virtual Connection* connection() = 0;
  virtual MigrationContext& context() = 0;
};

using op::ConstraintType;
using op::Keep;
using op::Recreate;
using op::Remove;

/// One thing that a table is made of.
struct RETORT_API TableItem {
  std::variant<Column, Constraint, retort::Index> item;

  // NOLINTBEGIN(google-explicit-constructor)
  TableItem(Column column);
  TableItem(PrimaryKey constraint);
  TableItem(Unique constraint);
  TableItem(ForeignKey constraint);
  TableItem(Check constraint);
  TableItem(Exclude constraint);
  TableItem(Constraint constraint);
  TableItem(retort::Index index);
  // NOLINTEND(google-explicit-constructor)
  TableItem(const TableItem& other);
  TableItem(TableItem&& other) noexcept;
  TableItem& operator=(const TableItem& other);
  TableItem& operator=(TableItem&& other) noexcept;
  ~TableItem();
};

/// One row for bulk_insert: columns and their values, or expressions.
using InsertRow = op::BulkInsert::Row;

struct AddColumnOptions {
  bool if_not_exists = false;
  bool inline_references = false;   ///< REFERENCES in the column, not a constraint of its own
  bool inline_primary_key = false;  ///< PRIMARY KEY in the column
};
/// What to change of a column, and what it is now (MySQL must repeat it). What is not given stays.
struct AlterColumnOptions {
  std::optional<bool> nullable = {};
  op::ServerDefaultChange server_default = Keep{};  ///< Remove{} drops the default
  op::CommentChange comment = Keep{};               ///< Remove{} drops the comment
  std::optional<std::string> new_column_name = {};
  std::optional<Type> type = {};
  std::optional<bool> autoincrement = {};
  std::optional<Type> existing_type = {};
  op::ExistingServerDefault existing_server_default = op::Unknown{};
  std::optional<bool> existing_nullable = {};
  std::optional<std::string> existing_comment = {};
  std::optional<bool> existing_autoincrement = {};
  Options options = {};  ///< e.g. {{"postgresql_using", "c::integer"}}
};
struct BulkInsertOptions {
  bool multiinsert = true;  ///< false: one statement a row
};
/// Of check and unique constraints.
struct ConstraintOptions {
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  Options options = {};
};
struct ExcludeOptions {
  std::optional<Expression> where = {};
  std::string using_method = "gist";
  std::vector<std::pair<std::string, std::string>> ops = {};  ///< column -> operator class
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  Options options = {};
};
struct CreateForeignKeyOptions {
  std::optional<std::string> onupdate = {};
  std::optional<std::string> ondelete = {};
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  std::optional<std::string> match = {};
  Options options = {};
};
struct CreateIndexOptions {
  bool unique = false;
  bool if_not_exists = false;
  Options options = {};
};
struct CreateTableOptions {
  bool if_not_exists = false;
  std::optional<std::string> comment = {};
  std::vector<std::string> prefixes = {};  ///< "TEMPORARY"
  Options options = {};
};
struct TableCommentOptions {
  std::optional<std::string> existing_comment = {};
};
struct DropOptions {
  bool if_exists = false;
  Options options = {};
};
struct DropIndexOptions {
  bool if_exists = false;
  std::optional<std::string> schema = {};  ///< when no table is given
  Options options = {};
};
struct ExecuteOptions {
  std::vector<std::pair<std::string, Value>> execution_options = {};  ///< without effect offline
};
struct CreateSequenceOptions {
  bool if_not_exists = false;
};
struct DropSequenceOptions {
  std::optional<std::string> schema = {};
  bool if_exists = false;
};
struct EnumOptions {
  bool checkfirst = false;  ///< online: only when it is absent (create) or present (drop)
};
struct BatchOptions {
  Recreate recreate = Recreate::automatic;
  std::vector<std::vector<std::string>> partial_reordering = {};
  std::optional<Table> copy_from = {};             ///< instead of reflection; needed offline
  std::vector<Column> reflected_columns = {};      ///< take the place of reflected ones by name
  std::vector<Constraint> table_constraints = {};  ///< added to the new table
  Options table_options = {};
  std::optional<NamingConvention> naming_convention = {};  ///< names reflected unnamed constraints
};
struct BatchAddColumnOptions {
  bool if_not_exists = false;
  bool inline_references = false;
  bool inline_primary_key = false;
  std::optional<std::string> insert_before = {};
  std::optional<std::string> insert_after = {};
};

/// The changes of one table inside batch_alter_table. They are collected and made together when
/// the block ends; `execute` alone acts at once.
class RETORT_API BatchOperations {
 public:
  BatchOperations(OperationSink& sink, TableName table);
  BatchOperations(const BatchOperations&) = delete;
  BatchOperations& operator=(const BatchOperations&) = delete;
  ~BatchOperations();

  void add_column(Column column, const BatchAddColumnOptions& options = {});
  void alter_column(const std::string& column, const AlterColumnOptions& options);
  void create_check_constraint(std::optional<Name> name, const std::string& condition,
                               const ConstraintOptions& options = {});
  void create_check_constraint(std::optional<Name> name, const Expression& condition,
                               const ConstraintOptions& options = {});
  void create_exclude_constraint(std::optional<Name> name, std::vector<ExcludeElement> elements,
                                 const ExcludeOptions& options = {});
  void create_foreign_key(std::optional<Name> name, const TableName& referent_table,
                          std::vector<std::string> local_columns,
                          std::vector<std::string> remote_columns,
                          const CreateForeignKeyOptions& options = {});
  void create_index(std::optional<Name> name, std::vector<IndexElement> columns,
                    const CreateIndexOptions& options = {});
  void create_primary_key(std::optional<Name> name, std::vector<std::string> columns);
  void create_table_comment(std::string comment, const TableCommentOptions& options = {});
  void create_unique_constraint(std::optional<Name> name, std::vector<std::string> columns,
                                const ConstraintOptions& options = {});
  void drop_column(const std::string& column, const DropOptions& options = {});
  void drop_constraint(std::optional<Name> name, ConstraintType type = ConstraintType::unspecified,
                       const DropOptions& options = {});
  void drop_index(const Name& name, const DropOptions& options = {});
  void drop_table_comment(const TableCommentOptions& options = {});
  void execute(const std::string& sql, const Parameters& parameters = {});
  void execute(const Expression& statement, const Parameters& parameters = {});

  static Name f(std::string name) { return {std::move(name), true}; }
  /// What has been collected so far.
  const std::vector<Operation>& operations() const { return operations_; }

 private:
  OperationSink* sink_;
  TableName table_;
  std::vector<Operation> operations_;
};

/// The directives. Names of columns, tables and constraints come first; everything that Alembic
/// takes by keyword is a field of the options. A table in another schema is {"table", "schema"}.
/// Every function throws what the sink throws (DatabaseError, UnsupportedError, ...).
class RETORT_API Operations {
 public:
  /// The sink must outlive this object.
  explicit Operations(OperationSink& sink) : sink_(&sink) {}
  OperationSink& sink() const { return *sink_; }

  void add_column(const TableName& table, Column column, const AddColumnOptions& options = {});
  void alter_column(const TableName& table, const std::string& column,
                    const AlterColumnOptions& options);
  void drop_column(const TableName& table, const std::string& column,
                   const DropOptions& options = {});

  /// Returns the table for bulk_insert.
  Table create_table(const TableName& name, std::vector<TableItem> items,
                     const CreateTableOptions& options = {});
  Table create_table(const Table& table);
  void drop_table(const TableName& table, const DropOptions& options = {});
  void rename_table(const TableName& table, std::string new_name);
  void create_table_comment(const TableName& table, std::string comment,
                            const TableCommentOptions& options = {});
  void drop_table_comment(const TableName& table, const TableCommentOptions& options = {});

  void create_index(std::optional<Name> name, const TableName& table,
                    std::vector<IndexElement> columns, const CreateIndexOptions& options = {});
  void drop_index(const Name& name, const DropIndexOptions& options = {});
  void drop_index(const Name& name, const TableName& table, const DropIndexOptions& options = {});

  void create_check_constraint(std::optional<Name> name, const TableName& table,
                               const std::string& condition, const ConstraintOptions& options = {});
  void create_check_constraint(std::optional<Name> name, const TableName& table,
                               const Expression& condition, const ConstraintOptions& options = {});
  void create_exclude_constraint(std::optional<Name> name, const TableName& table,
                                 std::vector<ExcludeElement> elements,
                                 const ExcludeOptions& options = {});
  void create_foreign_key(std::optional<Name> name, const TableName& source_table,
                          const TableName& referent_table, std::vector<std::string> local_columns,
                          std::vector<std::string> remote_columns,
                          const CreateForeignKeyOptions& options = {});
  void create_primary_key(std::optional<Name> name, const TableName& table,
                          std::vector<std::string> columns);
  void create_unique_constraint(std::optional<Name> name, const TableName& table,
                                std::vector<std::string> columns,
                                const ConstraintOptions& options = {});
  void drop_constraint(std::optional<Name> name, const TableName& table,
                       ConstraintType type = ConstraintType::unspecified,
                       const DropOptions& options = {});

  void create_sequence(Sequence sequence, const CreateSequenceOptions& options = {});
  void drop_sequence(std::string name, const DropSequenceOptions& options = {});
  /// CREATE TYPE ... AS ENUM on PostgreSQL; nothing elsewhere.
  void create_enum(type::Enum type, const EnumOptions& options = {});
  void drop_enum(type::Enum type, const EnumOptions& options = {});

  void bulk_insert(const TableName& table, std::vector<InsertRow> rows,
                   const BulkInsertOptions& options = {});
  /// The types of the table's columns guide how values are written.
  void bulk_insert(const Table& table, std::vector<InsertRow> rows,
                   const BulkInsertOptions& options = {});
  /// Runs SQL text; `:name` marks a parameter, `\:` is a plain colon. Parameters cannot be given
  /// offline.
  void execute(const std::string& sql, const Parameters& parameters = {},
               const ExecuteOptions& options = {});
  void execute(const Expression& statement, const Parameters& parameters = {},
               const ExecuteOptions& options = {});

  /// Collects the changes that `changes` makes and carries them out when it returns; on SQLite by
  /// rebuilding the table. When it throws nothing is done.
  void batch_alter_table(const TableName& table,
                         const std::function<void(BatchOperations&)>& changes,
                         const BatchOptions& options = {});
  /// Runs `block` outside of the transaction (CREATE INDEX CONCURRENTLY, ALTER TYPE ADD VALUE).
  void autocommit_block(const std::function<void()>& block);

  void invoke(const Operation& operation) { sink_->invoke(operation); }
  /// The live connection; statements on it run at once. Throws Error when SQL is only written.
  Connection& get_bind();
  MigrationContext& get_context() { return sink_->context(); }

  /// A name that naming conventions leave alone.
  static Name f(std::string name) { return {std::move(name), true}; }
  static Expression inline_literal(Value value, std::optional<Type> type = {});

 private:
  OperationSink* sink_;
};

}  // namespace retort
