// SPDX-License-Identifier: MIT
// Operations to SQL, in two levels: `emit` decides which statements an operation takes, clauses
// write their parts. The base writes what Alembic writes on every database; a dialect overrides the
// parts that it spells its own way. Never sees a connection.
#pragma once

#include "retort/dialect.h"
#include "retort/operation.h"

#include "schema/lookup.h"
#include "schema/resolve.h"
#include "sql/sql_dialect.h"
#include "sql/writer.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// What a dialect has, where that decides which statements there are.
struct DdlRules {
  bool native_boolean = false;   ///< booleans need no CHECK
  bool native_enum = false;      ///< enums need no CHECK
  bool comments = false;         ///< tables and columns can have comments
  bool inline_comments = false;  ///< ... written in CREATE TABLE, not as statements of their own
};

class DdlCompiler {
 public:
  virtual ~DdlCompiler() = default;
  DdlCompiler(const DdlCompiler&) = delete;
  DdlCompiler& operator=(const DdlCompiler&) = delete;

  /// The statements of the operation. Throws UnsupportedError and Error (compile, argument,
  /// identifier, ...).
  CompiledScript compile(const Operation& operation);

  /// Whether a batch of changes is made by building the table anew.
  virtual bool rebuilds(const op::AlterTableBatch& batch) const;

 protected:
  DdlCompiler(const SqlDialect& sql, const DialectInfo& info, const DdlRules& rules,
              const CompileOptions& options);

  // --- statements (ddl_table.cc, ddl_column.cc, ddl_alter.cc, ddl_constraint.cc, ddl_index.cc,
  // --- ddl_data.cc)
  virtual void emit(const op::CreateTable& operation);
  virtual void emit(const op::DropTable& operation);
  virtual void emit(const op::RenameTable& operation);
  virtual void emit(const op::AddColumn& operation);
  virtual void emit(const op::DropColumn& operation);
  virtual void emit(const op::AlterColumn& operation);
  virtual void emit(const op::CreateIndex& operation);
  virtual void emit(const op::DropIndex& operation);
  virtual void emit(const op::AddConstraint& operation);
  virtual void emit(const op::DropConstraint& operation);
  virtual void emit(const op::CreateTableComment& operation);
  virtual void emit(const op::DropTableComment& operation);
  virtual void emit(const op::BulkInsert& operation);
  virtual void emit(const op::Execute& operation);
  virtual void emit(const op::CreateSequence& operation);
  virtual void emit(const op::DropSequence& operation);
  virtual void emit(const op::CreateEnum& operation);
  virtual void emit(const op::DropEnum& operation);
  virtual void emit(const op::AlterTableBatch& operation);
  virtual void emit(const op::Custom& operation);

  /// What has to exist before a table with these columns can be created.
  virtual void emit_types(const Table& table);
  /// ALTER TABLE ... ADD of a constraint of a resolved table.
  virtual void add_constraint(const Constraint& constraint, const ResolvedTable& owner);
  /// Takes away the CHECK of a type that a column no longer has.
  virtual void drop_type_check(const Check& check, const TableName& table);
  /// The parts of ALTER COLUMN, in the dialect's order.
  virtual void alter_column(const op::AlterColumn& operation);
  virtual void emit_column_comment(const TableName& table, const Column& column);

  // --- parts of ALTER COLUMN, each a statement
  virtual void alter_nullable(const op::AlterColumn& operation);
  void alter_default(const op::AlterColumn& operation);
  /// The statement that gives a column the default `text`, or takes it away.
  virtual std::string default_change(const op::AlterColumn& operation,
                                     const std::optional<std::string>& text) const;
  virtual void alter_type(const op::AlterColumn& operation, const Type& type);
  virtual void alter_identity(const op::AlterColumn& operation);
  virtual void alter_comment(const op::AlterColumn& operation);
  virtual void rename_column(const op::AlterColumn& operation);

  // --- clauses
  /// `name TYPE ...` of CREATE TABLE and ADD COLUMN.
  virtual std::string column_clause(const Column& column, const ResolvedTable& owner) const = 0;
  /// What follows ALTER TABLE t in ADD COLUMN; `column` and `owner` are resolved.
  virtual std::string added_column(const op::AddColumn& operation, const Column& column,
                                   const ResolvedTable& owner) const;
  /// What follows the closing parenthesis of CREATE TABLE.
  virtual std::string table_options(const Table& table) const;
  /// A constraint of a table; absent where the dialect leaves it out.
  std::optional<std::string> constraint_clause(const Constraint& constraint,
                                               const ResolvedTable& owner) const;
  virtual std::optional<std::string> clause(const PrimaryKey& key,
                                            const ResolvedTable& owner) const;
  virtual std::optional<std::string> clause(const Unique& unique, const ResolvedTable& owner) const;
  virtual std::optional<std::string> clause(const ForeignKey& key,
                                            const ResolvedTable& owner) const;
  virtual std::optional<std::string> clause(const Check& check, const ResolvedTable& owner) const;
  virtual std::optional<std::string> clause(const Exclude& exclude,
                                            const ResolvedTable& owner) const;
  /// A CHECK written at a column.
  virtual std::string column_check(const Check& check) const;
  virtual std::string index_statement(const Index& index, const TableName& table,
                                      bool if_not_exists) const;
  std::string require_index_name(const Index& index) const;
  /// What stands between DROP INDEX and IF EXISTS.
  virtual std::string drop_index_words(const op::DropIndex& operation) const;
  virtual std::string computed_clause(const Computed& computed) const;
  virtual std::string sequence_options(const SequenceOptions& options) const;
  /// " AS type" of CREATE SEQUENCE, where there is such a clause.
  virtual std::string sequence_type(const Sequence& sequence) const;
  virtual std::string match_clause(const ForeignKeyOptions& rules) const;
  virtual std::string on_delete_clause(const std::string& phrase) const;
  virtual std::string on_update_clause(const std::string& phrase) const;
  virtual std::string referred_table(const TableName& table) const;

  std::string identity_clause(const Identity& identity) const;
  /// The expression of a server default; absent when it is none (computed, identity, fetched).
  std::optional<std::string> default_text(const ServerDefault& value) const;
  std::string constraint_preamble(const std::optional<Name>& name) const;
  std::string primary_key_body(const PrimaryKey& key, const ResolvedTable& owner) const;
  std::string check_body(const Check& check) const;
  /// The CHECK of a type is named when it is written, not before: dialects that leave it out need
  /// no name.
  Check named(const Check& check, const TableName& table) const;
  std::string foreign_key_rules(const ForeignKeyOptions& rules) const;
  std::string deferrability(const std::optional<bool>& deferrable,
                            const std::optional<std::string>& initially) const;

  // --- names and values
  /// The name under the naming convention; absent when there is none.
  std::optional<Name> name_to_drop(const op::DropConstraint& operation) const;
  Name index_to_drop(const op::DropIndex& operation) const;
  /// What SQLAlchemy calls a constraint of that type, for messages.
  static std::string_view class_name(op::ConstraintType type);
  std::string quote(std::string_view name) const { return sql_.quote(name); }
  std::string quote_list(const std::vector<std::string>& names) const;
  /// The columns of a PRIMARY KEY or UNIQUE.
  virtual std::string key_columns(const std::vector<std::string>& columns, const Options& options,
                                  const ResolvedTable& owner) const;
  /// Names of columns, quoted as the columns of the table say.
  std::string column_list(const std::vector<std::string>& names, const Table& table) const;
  std::string table_text(const TableName& table) const;
  /// "ALTER TABLE t", its schema as Alembic's own statements have it.
  std::string alter_table(const TableName& table) const;
  std::string alter_column_text(const op::AlterColumn& operation) const;
  /// The name checked against the dialect's limits, or cut when it was generated; quoted.
  std::string constraint_name(const Name& name) const;
  std::string index_name(const Name& name, std::optional<bool> quoted = {}) const;
  std::string string_literal(std::string_view text) const;
  /// Throws Error(compile) unless the phrase is one of `allowed`, in any case.
  const std::string& require_phrase(const std::string& phrase,
                                    std::span<const std::string_view> allowed,
                                    std::string_view pattern) const;

  /// The table with everything in its place and named by the convention.
  ResolvedTable prepare(const Table& table);
  ResolvedTable prepare(const TableName& name);
  ResolveOptions resolve_options() const;
  NamingConvention naming_convention() const;

  void add(std::string_view statement);
  void warn(std::string text) { script_.warnings.push_back(std::move(text)); }
  /// Compiles an operation that is part of another one.
  void run(const Operation& operation);

  const SqlDialect& sql() const { return sql_; }
  const DialectInfo& info() const { return info_; }
  const CompileOptions& options() const { return options_; }
  CompiledScript& script() { return script_; }

 private:
  const SqlDialect& sql_;
  const DialectInfo& info_;
  DdlRules rules_;
  const CompileOptions& options_;
  CompiledScript script_;
};

}  // namespace retort
