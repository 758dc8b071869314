// SPDX-License-Identifier: MIT
// PostgreSQL's DDL.
#pragma once

#include "sql/ddl_compiler.h"

namespace retort::postgresql {

class PostgresqlDdl final : public DdlCompiler {
 public:
  PostgresqlDdl(const SqlDialect& sql, const DialectInfo& info, const CompileOptions& options);

 protected:
  using DdlCompiler::clause;
  using DdlCompiler::emit;

  void emit(const op::RenameTable& operation) override;
  void emit(const op::CreateEnum& operation) override;
  void emit(const op::DropEnum& operation) override;
  void emit_types(const Table& table) override;
  void alter_column(const op::AlterColumn& operation) override;
  void alter_type(const op::AlterColumn& operation, const Type& type) override;
  void alter_identity(const op::AlterColumn& operation) override;
  void alter_comment(const op::AlterColumn& operation) override;
  void rename_column(const op::AlterColumn& operation) override;

  std::string column_clause(const Column& column, const ResolvedTable& owner) const override;
  std::string table_options(const Table& table) const override;
  std::optional<std::string> clause(const PrimaryKey& key,
                                    const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const Unique& unique,
                                    const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const ForeignKey& key,
                                    const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const Check& check, const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const Exclude& exclude,
                                    const ResolvedTable& owner) const override;
  std::string index_statement(const Index& index, const TableName& table,
                              bool if_not_exists) const override;
  std::string drop_index_words(const op::DropIndex& operation) const override;
  std::string computed_clause(const Computed& computed) const override;
  std::string sequence_type(const Sequence& sequence) const override;
  std::string on_delete_clause(const std::string& phrase) const override;

 private:
  void create_type(const Type& type);
  void create_enum(const type::Enum& type);
  void create_domain(const type::Domain& type);
  /// Whether the type is still to be created in this run; then notes that it is.
  bool take_type(const std::optional<std::string>& schema, const std::string& name);
  std::string include_clause(const Options& options) const;
  std::string access_method(const std::string& method) const;
  std::string index_element(const IndexElement& element, const Options& options) const;
};

}  // namespace retort::postgresql
