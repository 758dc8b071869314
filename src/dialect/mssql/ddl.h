// SPDX-License-Identifier: MIT
// The DDL of SQL Server. Renames and comments are procedure calls; defaults are constraints of
// names that only the server knows.
#pragma once

#include "dialect/mssql/sql.h"
#include "sql/ddl_compiler.h"

namespace retort::mssql {

class MssqlDdl final : public DdlCompiler {
 public:
  MssqlDdl(const MssqlSql& sql, const DialectInfo& info, const CompileOptions& options);

 protected:
  using DdlCompiler::clause;
  using DdlCompiler::emit;

  void emit(const op::CreateTable& operation) override;
  void emit(const op::AddColumn& operation) override;
  void emit(const op::RenameTable& operation) override;
  void emit(const op::DropColumn& operation) override;
  void emit(const op::DropIndex& operation) override;
  void emit(const op::CreateTableComment& operation) override;
  void emit(const op::DropTableComment& operation) override;
  void emit(const op::BulkInsert& operation) override;
  void emit_column_comment(const TableName& table, const Column& column) override;
  void alter_column(const op::AlterColumn& operation) override;
  void alter_type(const op::AlterColumn& operation, const Type& type) override;
  void alter_comment(const op::AlterColumn& operation) override;
  void rename_column(const op::AlterColumn& operation) override;
  std::string default_change(const op::AlterColumn& operation,
                             const std::optional<std::string>& text) const override;

  std::string column_clause(const Column& column, const ResolvedTable& owner) const override;
  std::string added_column(const op::AddColumn& operation, const Column& column,
                           const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const PrimaryKey& key,
                                    const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const Unique& unique,
                                    const ResolvedTable& owner) const override;
  std::string index_statement(const Index& index, const TableName& table,
                              bool if_not_exists) const override;
  std::string computed_clause(const Computed& computed) const override;
  std::string sequence_type(const Sequence& sequence) const override;

 private:
  /// Says so when a column uses the options that Identity has replaced.
  void warn_of_identity_options(const Column& column);
  /// 'schema', s, 'table', t: what a comment is kept for.
  std::string property_path(const TableName& table) const;
  /// Drops the constraint of a column that `catalog` lists, whatever its name is.
  void drop_constraint_of(const TableName& table, const std::string& column,
                          std::string_view catalog);
  void drop_foreign_key_of(const TableName& table, const std::string& column);
};

}  // namespace retort::mssql
