// SPDX-License-Identifier: MIT
// The DDL of Oracle Database: MODIFY instead of ALTER COLUMN, no ON UPDATE.
#pragma once

#include "dialect/oracle/sql.h"
#include "sql/ddl_compiler.h"

namespace retort::oracle {

class OracleDdl final : public DdlCompiler {
 public:
  OracleDdl(const OracleSql& sql, const DialectInfo& info, const CompileOptions& options);

 protected:
  using DdlCompiler::clause;
  using DdlCompiler::emit;

  void emit(const op::CreateTable& operation) override;
  void emit(const op::RenameTable& operation) override;
  void emit(const op::DropTableComment& operation) override;
  void add_constraint(const Constraint& constraint, const ResolvedTable& owner) override;
  void alter_nullable(const op::AlterColumn& operation) override;
  void alter_type(const op::AlterColumn& operation, const Type& type) override;
  void alter_identity(const op::AlterColumn& operation) override;
  void alter_comment(const op::AlterColumn& operation) override;
  std::string default_change(const op::AlterColumn& operation,
                             const std::optional<std::string>& text) const override;

  std::string column_clause(const Column& column, const ResolvedTable& owner) const override;
  std::string added_column(const op::AddColumn& operation, const Column& column,
                           const ResolvedTable& owner) const override;
  std::string table_options(const Table& table) const override;
  std::string index_statement(const Index& index, const TableName& table,
                              bool if_not_exists) const override;
  std::string computed_clause(const Computed& computed) const override;
  std::string sequence_options(const SequenceOptions& options) const override;
  std::string on_delete_clause(const std::string& phrase) const override;
  std::string on_update_clause(const std::string& phrase) const override;

 private:
  std::string modify(const op::AlterColumn& operation) const;
  std::string identity_text(const Identity& identity) const;
  void warn_of_on_update(const ForeignKeyOptions& rules);
};

}  // namespace retort::oracle
