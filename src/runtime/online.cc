// SPDX-License-Identifier: MIT
#include "runtime/online.h"

#include "retort/error.h"

#include "base/overloaded.h"
#include "db/paramstyle.h"
#include "runtime/table_rebuild.h"
#include "sql/parameters.h"

#include <utility>
#include <variant>

namespace retort {
namespace {}  // namespace

OnlineExecutor::OnlineExecutor(OnlineOptions options)
    : options_(std::move(options)),
      queue_(*options_.connection, options_.reporter),
      queued_(*options_.connection, queue_) {}

void OnlineExecutor::invoke(const Operation& operation) {
  carry_out(operation);
  if (options_.immediate) queue_.flush();
}

void OnlineExecutor::carry_out(const Operation& operation) {
  if (queued_.in_transaction()) {
    if (const auto refusal = dialect().refusal_in_transaction(operation)) {
      throw Error(
          *refusal, ErrorCode::script,
          "Put it into op.get_context().autocommit_block(), which commits what was done before "
          "and runs the block outside of the transaction.");
    }
  }
  std::visit(Overloaded{
                 [&](const op::Custom& custom) {
                   for (const Operation& part : custom.operation->expand(dialect().info().name)) {
                     carry_out(part);
                   }
                 },
                 [&](const op::Execute& execute) {
                   compile(op::Execute{.statement =
                                           with_parameters(execute.statement, execute.parameters)});
                 },
                 [&](const op::AlterTableBatch& batch) { alter_batch(batch); },
                 [&](const op::CreateEnum& create) {
                   if (!create.checkfirst || !dialect().has_enum(queued_, create.type))
                     compile(create);
                 },
                 [&](const op::DropEnum& drop) {
                   if (!drop.checkfirst || dialect().has_enum(queued_, drop.type)) compile(drop);
                 },
                 [&](const auto& other) { compile(other); },
             },
             operation.base());
}

void OnlineExecutor::compile(const Operation& operation) {
  CompiledScript script =
      dialect().compile(operation, {.literal_binds = false,
                                    .paramstyle = driver_paramstyle(dialect().info().name),
                                    .naming_convention = options_.naming_convention,
                                    .offline = false,
                                    .existing_types = created_types_,
                                    .dialect_options = options_.dialect_options});
  if (options_.reporter != nullptr) {
    for (const std::string& warning : script.warnings) options_.reporter->warn(warning);
  }
  for (std::string& name : script.created_types) created_types_.push_back(std::move(name));
  for (Statement& statement : script.statements) queue_.add(std::move(statement));
}

void OnlineExecutor::alter_batch(op::AlterTableBatch batch) {
  if (!dialect().rebuilds(batch)) return compile(batch);
  rebuild_table({.dialect = options_.dialect,
                 .connection = &queued_,
                 .batch = std::move(batch),
                 .invoke = [this](const Operation& operation) { compile(operation); },
                 .warn =
                     [this](const std::string& warning) {
                       if (options_.reporter != nullptr) options_.reporter->warn(warning);
                     }});
}

void OnlineExecutor::autocommit_block(const std::function<void()>& block) {
  begin_autocommit();
  block();
  end_autocommit();
}

void OnlineExecutor::begin_autocommit() {
  if (options_.external_transaction) {
    throw Error(
        "autocommit_block() cannot leave the transaction in which the program that calls "
        "Retort has put its connection",
        ErrorCode::invalid_request,
        "Hand over a connection that is not in a transaction, or let Retort open one.");
  }
  queue_.flush();
  left_transaction_ = queued_.in_transaction();
  if (left_transaction_) queued_.commit();
}

void OnlineExecutor::end_autocommit() {
  queue_.flush();
  if (!std::exchange(left_transaction_, false)) return;
  queued_.begin();
  limit();
}

void OnlineExecutor::limit() {
  for (const Statement& statement : options_.limits) queue_.add(statement);
}

void OnlineExecutor::forget() {
  queue_.clear();
  created_types_.clear();
  left_transaction_ = false;
  options_.immediate = false;
}

}  // namespace retort
