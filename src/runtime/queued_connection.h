// SPDX-License-Identifier: MIT
// The connection that a migration is given: what it has put into the queue runs before anything
// that is asked of the database.
#pragma once

#include "retort/connection.h"

#include "runtime/statement_queue.h"

#include <functional>
#include <utility>

namespace retort {

class QueuedConnection final : public Connection {
 public:
  /// Both are kept by reference.
  QueuedConnection(Connection& connection, StatementQueue& queue)
      : connection_(&connection), queue_(&queue) {}

  std::string_view dialect_name() const override { return connection_->dialect_name(); }
  std::string display_url() const override { return connection_->display_url(); }
  int server_version() const override { return connection_->server_version(); }
  Result run(const Statement& statement) override {
    queue_->flush();
    return connection_->run(statement);
  }
  std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                      const BatchProgress& progress) override {
    queue_->flush();
    return connection_->run_batch(statements, progress);
  }
  void read(const std::vector<Statement>& statements, const RowVisitor& visit) override {
    queue_->flush();
    connection_->read(statements, visit);
  }
  void begin() override {
    queue_->flush();
    connection_->begin();
  }
  void commit() override {
    queue_->flush();
    connection_->commit();
    if (on_end_) on_end_();
  }
  void rollback() override {
    queue_->flush();
    connection_->rollback();
    if (on_end_) on_end_();
  }
  bool in_transaction() const override { return connection_->in_transaction(); }
  std::unique_ptr<Connection> open_another() const override { return connection_->open_another(); }
  bool is_open() override { return connection_->is_open(); }
  void set_notice_handler(const NoticeHandler& handler) override {
    connection_->set_notice_handler(handler);
  }
  std::int64_t round_trips() const override { return connection_->round_trips(); }

  /// Called when a transaction has ended by what is asked of this connection.
  void set_end_handler(std::function<void()> handler) { on_end_ = std::move(handler); }

 private:
  Connection* connection_;
  StatementQueue* queue_;
  std::function<void()> on_end_;
};

}  // namespace retort
