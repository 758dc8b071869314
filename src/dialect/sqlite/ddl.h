// SPDX-License-Identifier: MIT
// SQLite's DDL. Its ALTER TABLE knows no constraints: batch mode builds the table anew instead.
#pragma once

#include "sql/ddl_compiler.h"

namespace retort::sqlite {

// Options of PRIMARY KEY and UNIQUE that only a table has that was read to be built anew.
/// Column names with what stands behind them: "COLLATE nocase DESC".
constexpr const char* key_order_option = "sqlite_key_order";
/// The key stands at its column, where DESC keeps an INTEGER from being the rowid.
constexpr const char* key_at_column_option = "sqlite_key_at_column";

class SqliteDdl final : public DdlCompiler {
 public:
  SqliteDdl(const SqlDialect& sql, const DialectInfo& info, const CompileOptions& options);

  bool rebuilds(const op::AlterTableBatch& batch) const override;

 protected:
  using DdlCompiler::clause;
  using DdlCompiler::emit;

  void emit(const op::RenameTable& operation) override;
  void emit(const op::DropConstraint& operation) override;
  void add_constraint(const Constraint& constraint, const ResolvedTable& owner) override;
  void drop_type_check(const Check& check, const TableName& table) override;

  std::string column_clause(const Column& column, const ResolvedTable& owner) const override;
  std::string table_options(const Table& table) const override;
  std::optional<std::string> clause(const PrimaryKey& key,
                                    const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const Unique& unique,
                                    const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const ForeignKey& key,
                                    const ResolvedTable& owner) const override;
  std::optional<std::string> clause(const Check& check, const ResolvedTable& owner) const override;
  std::string key_columns(const std::vector<std::string>& columns, const Options& options,
                          const ResolvedTable& owner) const override;
  std::string column_check(const Check& check) const override;
  std::string index_statement(const Index& index, const TableName& table,
                              bool if_not_exists) const override;
  std::string referred_table(const TableName& table) const override;
};

}  // namespace retort::sqlite
