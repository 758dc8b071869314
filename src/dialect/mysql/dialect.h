// SPDX-License-Identifier: MIT
// MySQL and MariaDB as the engine sees them: they write SQL and have no driver yet.
#pragma once

#include "dialect/driverless.h"
#include "dialect/mysql/sql.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::mysql {

class MysqlDialect final : public DriverlessDialect {
 public:
  explicit MysqlDialect(Flavor flavor);

  CompiledScript compile(const Operation& operation, const CompileOptions& options) const override;
  bool rebuilds(const op::AlterTableBatch& batch) const override;
  Statement compile(const Expression& expression, const CompileOptions& options) const override;
  std::string quote(std::string_view identifier) const override;
  std::string format_table(const TableName& table) const override;
  std::string format_type(const Type& type) const override;
  Type parse_type(std::string_view text) const override;

  // compare.cc
  ComparisonFacts comparison_facts() const override;
  bool types_differ(const Type& model, const Type& database) const override;
  bool server_defaults_differ(Connection& connection,
                              const ComparedDefault& compared) const override;
  void adjust_constraints(ComparedConstraints& compared, Reporter& reporter) const override;
  void adjust_foreign_keys(std::vector<ForeignKey>& database,
                           const std::vector<ForeignKey>& model) const override;

 private:
  Flavor flavor_;
};

}  // namespace retort::mysql
