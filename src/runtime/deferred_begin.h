// SPDX-License-Identifier: MIT
// A connection whose transaction begins with the first statement in it, so that a run that finds
// nothing to do has not been in one. It also knows whether what came last can be undone and done
// again.
#pragma once

#include "retort/connection.h"
#include "retort/error.h"

#include <optional>

namespace retort {

class DeferredBegin final : public Connection {
 public:
  /// Kept by reference.
  explicit DeferredBegin(Connection& connection) : connection_(&connection) {}

  /// A transaction was asked for, and no statement has come yet.
  bool waiting() const { return waiting_; }
  /// Forgets what has been committed and what has failed.
  void settle() {
    committed_ = false;
    failure_.reset();
  }
  /// Whether anything may have been committed since: a transaction, or a statement outside of one.
  bool committed() const { return committed_; }
  /// The last statement's failure since, if one has failed.
  const std::optional<DatabaseError>& failure() const { return failure_; }

  /// The connection itself: what runs on it is not part of a transaction that waits.
  Connection& base() { return *connection_; }

  std::string_view dialect_name() const override { return connection_->dialect_name(); }
  std::string display_url() const override { return connection_->display_url(); }
  int server_version() const override { return connection_->server_version(); }
  Result run(const Statement& statement) override {
    return watched([&] { return connection_->run(statement); });
  }
  std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                      const BatchProgress& progress) override {
    return watched([&] { return connection_->run_batch(statements, progress); });
  }
  void read(const std::vector<Statement>& statements, const RowVisitor& visit) override {
    watched([&] {
      connection_->read(statements, visit);
      return true;
    });
  }
  void begin() override {
    if (connection_->in_transaction()) {
      connection_->begin();  // the driver says what is wrong with that
    } else {
      waiting_ = true;
    }
  }
  void commit() override {
    if (drop()) return;
    committed_ = committed_ || connection_->in_transaction();
    connection_->commit();
  }
  void rollback() override {
    if (!drop()) connection_->rollback();
  }
  bool in_transaction() const override { return waiting_ || connection_->in_transaction(); }
  std::unique_ptr<Connection> open_another() const override { return connection_->open_another(); }
  bool is_open() override { return connection_->is_open(); }
  void set_notice_handler(const NoticeHandler& handler) override {
    connection_->set_notice_handler(handler);
  }
  std::int64_t round_trips() const override { return connection_->round_trips(); }

 private:
  void begin_now() {
    if (drop()) connection_->begin();
  }
  template <class Work>
  auto watched(const Work& work) -> decltype(work()) {
    try {
      begin_now();
      committed_ = committed_ || !connection_->in_transaction();
      auto result = work();
      committed_ = committed_ || !connection_->in_transaction();
      return result;
    } catch (const DatabaseError& error) {
      failure_ = error;
      throw;
    }
  }
  bool drop() {
    const bool was_waiting = waiting_;
    waiting_ = false;
    return was_waiting;
  }

  Connection* connection_;
  bool waiting_ = false;
  bool committed_ = false;
  std::optional<DatabaseError> failure_;
};

}  // namespace retort
