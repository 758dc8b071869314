// SPDX-License-Identifier: MIT
#include "runtime/offline.h"

#include "retort/error.h"
#include "retort/reporter.h"

namespace retort {

void OfflineExecutor::invoke(const Operation& operation) {
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

void OfflineExecutor::begin() {
  if (options_.transactional_ddl) options_.output.begin();
}

void OfflineExecutor::commit() {
  if (options_.transactional_ddl) options_.output.commit();
}

void OfflineExecutor::autocommit_block(const std::function<void()>& block) {
  commit();
  block();
  begin();
}

}  // namespace retort
