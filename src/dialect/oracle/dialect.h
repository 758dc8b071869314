// SPDX-License-Identifier: MIT
// Oracle Database as the engine sees it: SQL is written for it; there is no driver yet.
#pragma once

#include "dialect/driverless.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::oracle {

class OracleDialect final : public DriverlessDialect {
 public:
  OracleDialect();

  CompiledScript compile(const Operation& operation, const CompileOptions& options) const override;
  bool rebuilds(const op::AlterTableBatch& batch) const override;
  Statement compile(const Expression& expression, const CompileOptions& options) const override;
  std::string quote(std::string_view identifier) const override;
  std::string format_table(const TableName& table) const override;
  std::string format_type(const Type& type) const override;
  Type parse_type(std::string_view text) const override;

  // compare.cc
  ComparisonFacts comparison_facts() const override;
  bool server_defaults_differ(Connection& connection,
                              const ComparedDefault& compared) const override;
  void adjust_constraints(ComparedConstraints& compared, Reporter& reporter) const override;
};

}  // namespace retort::oracle
