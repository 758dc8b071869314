// SPDX-License-Identifier: MIT
// Carries out operations on a live connection.
#pragma once

#include "retort/dialect.h"
#include "retort/environment.h"
#include "retort/operations.h"

#include "runtime/queued_connection.h"
#include "runtime/statement_queue.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace retort {

struct OnlineOptions {
  const Dialect* dialect = nullptr;  ///< never null
  Connection* connection = nullptr;  ///< never null
  Reporter* reporter = nullptr;
  NamingConvention naming_convention = {};
  Options dialect_options = {};
  std::vector<std::pair<std::string, std::string>> x_arguments = {};
  std::vector<Statement> limits = {};  ///< at the beginning of each transaction of the run
  bool external_transaction = false;   ///< it is the caller's to end
  bool immediate = false;              ///< nothing waits longer than the directive it came from
};

/// Statements wait in `queue()` until an answer is needed.
class OnlineExecutor final : public OperationSink, public MigrationContext {
 public:
  explicit OnlineExecutor(OnlineOptions options);

  void invoke(const Operation& operation) override;
  Connection* connection() override { return &queued_; }
  /// Called when who has connection() has ended a transaction.
  void set_end_handler(std::function<void()> handler) {
    queued_.set_end_handler(std::move(handler));
  }
  MigrationContext& context() override { return *this; }

  const Dialect& dialect() const override { return *options_.dialect; }
  bool as_sql() const override { return false; }
  void autocommit_block(const std::function<void()>& block) override;
  void begin_autocommit();
  void end_autocommit();
  const std::vector<std::pair<std::string, std::string>>& x_arguments() const override {
    return options_.x_arguments;
  }

  StatementQueue& queue() { return queue_; }
  /// Sets the limits for the transaction that has begun.
  void limit();
  /// As if nothing had been done: what was has been rolled back.
  void forget();
  void set_immediate(bool immediate) { options_.immediate = immediate; }

 private:
  void carry_out(const Operation& operation);
  void compile(const Operation& operation);
  void alter_batch(op::AlterTableBatch batch);

  OnlineOptions options_;
  StatementQueue queue_;
  QueuedConnection queued_;
  std::vector<std::string> created_types_;
  bool left_transaction_ = false;  // by begin_autocommit
};

}  // namespace retort
