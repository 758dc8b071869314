// SPDX-License-Identifier: MIT
// PostgreSQL as the engine sees it; what reads catalogs is in reflect.cc.
#pragma once

#include "retort/dialect.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::postgresql {

class PostgresqlDialect final : public Dialect {
 public:
  PostgresqlDialect();

  const DialectInfo& info() const override { return info_; }
  CompiledScript compile(const Operation& operation, const CompileOptions& options) const override;
  bool rebuilds(const op::AlterTableBatch& batch) const override;
  Statement compile(const Expression& expression, const CompileOptions& options) const override;
  std::string quote(std::string_view identifier) const override;
  std::string format_table(const TableName& table) const override;
  std::string format_type(const Type& type) const override;
  Type parse_type(std::string_view text) const override;
  std::unique_ptr<Connection> connect(const Url& url) const override;
  std::function<void()> client_loader() const override;
  bool has_table(Connection& connection, const TableName& table) const override;
  Table reflect_table(Connection& connection, const TableName& table,
                      const ReflectOptions& options) const override;
  std::vector<Table> reflect_tables(Connection& connection,
                                    const std::optional<std::string>& in_schema,
                                    const std::vector<std::string>& names,
                                    const ReflectOptions& options) const override;
  std::vector<std::string> names(Connection& connection, NameKind kind,
                                 const std::optional<std::string>& in_schema) const override;
  std::string default_schema(Connection& connection) const override;
  std::optional<std::string> view_definition(Connection& connection,
                                             const TableName& view) const override;
  std::vector<type::Enum> reflect_enums(Connection& connection,
                                        const std::optional<std::string>& in_schema) const override;
  std::optional<std::string> refusal_in_transaction(const Operation& operation) const override;
  bool has_enum(Connection& connection, const type::Enum& type) const override;
  void continue_counters(Connection& connection, const Table& table) const override;

  // lock.cc
  std::unique_ptr<RunLock> run_lock(const LockRequest& request) const override;
  std::optional<LockHolder> lock_holder(const LockRequest& request) const override;
  std::vector<Statement> limit_statements(const StatementLimits& limits) const override;
  bool is_lock_failure(const DatabaseError& error) const override;

  // compare.cc
  ComparisonFacts comparison_facts() const override;
  std::vector<ReflectionNote> adjust_reflected(Connection& connection,
                                               std::vector<Table>& tables) const override;
  bool server_defaults_differ(Connection& connection,
                              const ComparedDefault& compared) const override;
  Verdict compare_indexes(const ComparedPair<Index>& pair, Reporter& reporter) const override;
  Verdict compare_uniques(const ComparedPair<Unique>& pair, Reporter& reporter) const override;
  std::vector<DeparsedTable> deparse(Connection& connection,
                                     const std::vector<TableTexts>& texts) const override;

 private:
  DialectInfo info_;
};

}  // namespace retort::postgresql
