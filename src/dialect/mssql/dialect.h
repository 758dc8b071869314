// SPDX-License-Identifier: MIT
// Microsoft SQL Server as the engine sees it: SQL is written for it; there is no driver yet.
#pragma once

#include "retort/dialect.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::mssql {

class MssqlDialect final : public Dialect {
 public:
  MssqlDialect();

  const DialectInfo& info() const override { return info_; }
  CompiledScript compile(const Operation& operation, const CompileOptions& options) const override;
  bool rebuilds(const op::AlterTableBatch& batch) const override;
  Statement compile(const Expression& expression, const CompileOptions& options) const override;
  std::string quote(std::string_view identifier) const override;
  std::string format_table(const TableName& table) const override;
  std::string format_type(const Type& type) const override;
  Type parse_type(std::string_view text) const override;
  std::unique_ptr<Connection> connect(const Url& url) const override;
  bool has_table(Connection& connection, const TableName& table) const override;
  Table reflect_table(Connection& connection, const TableName& table,
                      const ReflectOptions& options) const override;

  // compare.cc
  ComparisonFacts comparison_facts() const override;
  bool server_defaults_differ(Connection& connection,
                              const ComparedDefault& compared) const override;
  bool ignores_reflected_identity(const Column& database) const override;

 private:
  DialectInfo info_;
};

}  // namespace retort::mssql
