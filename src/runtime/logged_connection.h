// SPDX-License-Identifier: MIT
// A connection that tells the logger `sqlalchemy.engine.Engine` what it sends to the database, as
// people who set that logger to INFO expect.
#pragma once

#include "retort/connection.h"
#include "retort/reporter.h"

#include <cstddef>
#include <string_view>

namespace retort {

class LoggedConnection final : public Connection {
 public:
  /// Both are kept by reference.
  LoggedConnection(Connection& connection, Reporter& reporter)
      : connection_(&connection), reporter_(&reporter) {}

  std::string_view dialect_name() const override { return connection_->dialect_name(); }
  std::string display_url() const override { return connection_->display_url(); }
  int server_version() const override { return connection_->server_version(); }
  Result run(const Statement& statement) override {
    log(statement.sql);
    return connection_->run(statement);
  }
  std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                      const BatchProgress& progress) override {
    std::size_t logged = 0;
    const auto log_until = [&](std::size_t end) {
      for (; logged < end && logged < statements.size(); ++logged) log(statements[logged].sql);
    };
    return connection_->run_batch(statements, [&](std::size_t position) {
      if (progress) progress(position);
      log_until(position + 1);
    });
  }
  void read(const std::vector<Statement>& statements, const RowVisitor& visit) override {
    for (const Statement& statement : statements) log(statement.sql);
    connection_->read(statements, visit);
  }
  void begin() override {
    log("BEGIN (implicit)");
    connection_->begin();
  }
  void commit() override {
    if (in_transaction()) log("COMMIT");
    connection_->commit();
  }
  void rollback() override {
    if (in_transaction()) log("ROLLBACK");
    connection_->rollback();
  }
  bool in_transaction() const override { return connection_->in_transaction(); }
  std::unique_ptr<Connection> open_another() const override { return connection_->open_another(); }
  bool is_open() override { return connection_->is_open(); }
  void set_notice_handler(const NoticeHandler& handler) override {
    connection_->set_notice_handler(handler);
  }
  std::int64_t round_trips() const override { return connection_->round_trips(); }

 private:
  void log(std::string_view text) const {
    reporter_->log(LogLevel::info, "sqlalchemy.engine.Engine", text);
  }

  Connection* connection_;
  Reporter* reporter_;
};

}  // namespace retort
