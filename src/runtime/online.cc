// SPDX-License-Identifier: MIT
#include "runtime/online.h"

#include "retort/error.h"

#include "db/paramstyle.h"
#include "runtime/table_rebuild.h"
#include "sql/parameters.h"

#include <utility>
#include <variant>

namespace retort {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

bool is_concurrent(const Options& options) {
  const auto found = options.find("postgresql_concurrently");
  if (found == options.end()) return false;
  const auto* flag = std::get_if<bool>(&found->second.base());
  return flag != nullptr && *flag;
}

}  // namespace

OnlineExecutor::OnlineExecutor(OnlineOptions options)
    : options_(std::move(options)),
      queue_(*options_.connection, options_.reporter),
      queued_(*options_.connection, queue_) {}

void OnlineExecutor::invoke(const Operation& operation) {
  carry_out(operation);
  if (options_.immediate) queue_.flush();
}

void OnlineExecutor::carry_out(const Operation& operation) {
  const auto refuse_in_transaction = [this](const Options& options) {
    if (dialect().info().name != "postgresql" || !is_concurrent(options) ||
        !queued_.in_transaction()) {
      return;
    }
    throw Error("An index cannot be created or dropped CONCURRENTLY inside a transaction",
                ErrorCode::script,
                "Put it into op.autocommit_block(), which commits what was done before and runs "
                "the block outside of the transaction.");
  };
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
                 [&](const op::CreateIndex& index) {
                   refuse_in_transaction(index.index.options);
                   compile(index);
                 },
                 [&](const op::DropIndex& index) {
                   refuse_in_transaction(index.options);
                   compile(index);
                 },
                 [&](const op::CreateEnum& create) {
                   if (!create.checkfirst || !type_exists(create.type)) compile(create);
                 },
                 [&](const op::DropEnum& drop) {
                   if (!drop.checkfirst || type_exists(drop.type)) compile(drop);
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

bool OnlineExecutor::type_exists(const type::Enum& type) {
  if (dialect().info().name != "postgresql") return false;
  Statement query{.sql =
                      "SELECT 1 FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace ON "
                      "pg_namespace.oid = pg_type.typnamespace WHERE typname = $1 AND ",
                  .parameters = {type.name}};
  if (type.schema) {
    query.sql += "nspname = $2";
    query.parameters.emplace_back(*type.schema);
  } else {
    query.sql += "pg_catalog.pg_type_is_visible(pg_type.oid)";
  }
  return !queued_.run(query).empty();
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
  if (std::exchange(left_transaction_, false)) queued_.begin();
}

}  // namespace retort
