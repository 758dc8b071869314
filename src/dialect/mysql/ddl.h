// SPDX-License-Identifier: MIT
// The DDL of MySQL and MariaDB. ALTER COLUMN repeats the whole column.
#pragma once

#include "dialect/mysql/sql.h"
#include "sql/ddl_compiler.h"

namespace retort::mysql {

class MysqlDdl final : public DdlCompiler {
 public:
  MysqlDdl(const MysqlSql& sql, const DialectInfo& info, const CompileOptions& options);

 protected:
  using DdlCompiler::clause;
  using DdlCompiler::emit;

  void emit(const op::DropIndex& operation) override;
  void emit(const op::DropConstraint& operation) override;
  void emit(const op::CreateIndex& operation) override;
  void emit(const op::AddConstraint& operation) override;
  void emit(const op::CreateTable& operation) override;
  void emit(const op::CreateTableComment& operation) override;
  void emit(const op::DropTableComment& operation) override;
  void drop_type_check(const Check& check, const TableName& table) override;
  void alter_column(const op::AlterColumn& operation) override;

  std::string column_clause(const Column& column, const ResolvedTable& owner) const override;
  std::string table_options(const Table& table) const override;
  std::optional<std::string> clause(const PrimaryKey& key,
                                    const ResolvedTable& owner) const override;
  std::string index_statement(const Index& index, const TableName& table,
                              bool if_not_exists) const override;
  std::string sequence_options(const SequenceOptions& options) const override;
  std::string match_clause(const ForeignKeyOptions& rules) const override;

 private:
  /// An option under this flavour's name; MariaDB also reads MySQL's where `or_mysql`.
  const OptionValue* option(const Options& options, std::string_view name,
                            bool or_mysql = false) const;
  std::optional<std::string> text(const OptionValue* value) const;
  /// Says so when MariaDB takes an option that is written for MySQL.
  void warn_of_fallback(const Options& options, std::string_view name);
  std::string index_elements(const Index& index) const;
  std::string column_definition(const op::AlterColumn& operation) const;

  Flavor flavor_;
};

}  // namespace retort::mysql
