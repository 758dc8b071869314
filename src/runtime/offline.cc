// SPDX-License-Identifier: MIT
#include "runtime/offline.h"

#include "retort/error.h"
#include "retort/reporter.h"

#include "sql/parameters.h"

namespace retort {

void OfflineExecutor::invoke(const Operation& operation) {
  if (counted_) {
    ++*counted_;
    return;
  }
  if (options_.observer != nullptr) return observe(operation);
  if (const auto* execute = std::get_if<op::Execute>(&operation.base());
      execute != nullptr && !execute->parameters.empty()) {
    throw Error("SQL parameters not allowed with as_sql", ErrorCode::argument,
                "Write the values into the statement, or build it of expressions.");
  }
  CompiledScript script = compile(operation);
  if (options_.reporter != nullptr) {
    for (const std::string& warning : script.warnings) options_.reporter->warn(warning);
  }
  for (std::string& name : script.created_types) created_types_.push_back(std::move(name));
  for (const Statement& statement : script.statements) options_.output.statement(statement.sql);
}

CompiledScript OfflineExecutor::compile(const Operation& operation) {
  std::vector<Statement> before;
  try {
    return dialect().compile(operation, {.literal_binds = options_.literal_binds,
                                         .paramstyle = options_.paramstyle,
                                         .naming_convention = options_.naming_convention,
                                         .offline = true,
                                         .existing_types = created_types_,
                                         .dialect_options = options_.dialect_options,
                                         .before_failure = &before});
  } catch (const Error&) {
    for (const Statement& statement : before) options_.output.statement(statement.sql);
    throw;
  }
}

void OfflineExecutor::observe(const Operation& operation) {
  if (const auto* custom = std::get_if<op::Custom>(&operation.base())) {
    for (const Operation& part : custom->operation->expand(dialect().info().name)) observe(part);
    return;
  }
  if (const auto* batch = std::get_if<op::AlterTableBatch>(&operation.base());
      batch != nullptr && dialect().rebuilds(*batch) && !batch->copy_from) {
    options_.observer->operation(operation, {});
    return;
  }
  const auto* execute = std::get_if<op::Execute>(&operation.base());
  CompiledScript script = execute == nullptr
                              ? compile(operation)
                              : compile(op::Execute{.statement = with_parameters(
                                                        execute->statement, execute->parameters)});
  for (std::string& name : script.created_types) created_types_.push_back(std::move(name));
  options_.observer->operation(operation, script.statements);
}

std::size_t OfflineExecutor::count_operations(const std::function<void()>& work) {
  counted_ = 0;
  try {
    work();
  } catch (...) {
    counted_.reset();
    throw;
  }
  return *std::exchange(counted_, std::nullopt);
}

void OfflineExecutor::begin() {
  if (counted_) return;
  if (options_.observer != nullptr) options_.observer->transaction_begins();
  if (options_.transactional_ddl) options_.output.begin();
}

void OfflineExecutor::commit() {
  if (counted_) return;
  if (options_.observer != nullptr) options_.observer->transaction_ends();
  if (options_.transactional_ddl) options_.output.commit();
}

void OfflineExecutor::autocommit_block(const std::function<void()>& block) {
  commit();
  block();
  begin();
}

}  // namespace retort
