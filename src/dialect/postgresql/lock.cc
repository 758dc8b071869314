// SPDX-License-Identifier: MIT
// What keeps runs on PostgreSQL apart, and how long their statements wait for others.
//
// The lock is an advisory one of a transaction, on a connection that does nothing else: it is
// freed with the connection, however that ends, and it is held through a pooler that hands out
// servers by the transaction. Idle in READ COMMITTED this transaction has no snapshot, so that
// CREATE INDEX CONCURRENTLY does not wait for it (PostgreSQL manual, CREATE INDEX, "Building
// Indexes Concurrently").
#include "retort/error.h"

#include "base/md5.h"
#include "db/lock_holder.h"
#include "dialect/postgresql/dialect.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>
#include <utility>

namespace retort::postgresql {
namespace {

constexpr std::string_view mark = "/* retort ";

/// The same for everybody who migrates by that version table.
std::uint64_t key_of(const std::string& name) {
  std::uint64_t key = 0;
  for (const char digit : md5_hex("retort:" + name).substr(0, 16)) {
    key = key << 4U | std::string_view("0123456789abcdef").find(digit);
  }
  return key;
}

std::string take_statement(const std::string& name) {
  return fmt::format("SELECT pg_catalog.pg_try_advisory_xact_lock({})",
                     static_cast<std::int64_t>(key_of(name)));
}

bool is_true(const Value& value) {
  const auto* flag = std::get_if<bool>(&value.base());
  return flag != nullptr && *flag;
}

std::string text_of(const Value& value) {
  const auto* text = std::get_if<std::string>(&value.base());
  return text == nullptr ? std::string() : *text;
}

std::optional<LockHolder> ask_for_holder(Connection& connection, const std::string& name) {
  const std::uint64_t key = key_of(name);
  // What other roles run is shown to members of pg_read_all_stats only.
  const Result found = connection.run(
      {.sql = fmt::format(
           "SELECT pid::text AS pid, usename::text AS usename, application_name, "
           "pg_catalog.host(client_addr) AS host, to_char(xact_start AT TIME ZONE 'UTC', "
           "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS since, query FROM pg_catalog.pg_locks LEFT JOIN "
           "pg_catalog.pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted AND "
           "objsubid = 1 AND classid = {} AND objid = {} AND database = (SELECT oid FROM "
           "pg_catalog.pg_database WHERE datname = pg_catalog.current_database())",
           key >> 32U, key & 0xffffffffU)});
  if (found.empty()) return {};
  const Row& row = found.rows.front();
  const std::string query = text_of(row["query"]);
  if (query.starts_with(mark)) {
    if (auto holder = read_holder(std::string_view(query).substr(mark.size()))) return holder;
  }
  LockHolder holder{.host = text_of(row["host"]), .since = text_of(row["since"])};
  const std::string program = text_of(row["application_name"]);
  holder.application =
      fmt::format("{} as {}, server process {}", program.empty() ? "a program" : program,
                  text_of(row["usename"]), text_of(row["pid"]));
  return holder;
}

class AdvisoryLock final : public RunLock {
 public:
  AdvisoryLock(std::unique_ptr<Connection> connection, std::string name)
      : connection_(std::move(connection)), name_(std::move(name)) {}

  bool try_acquire(const LockHolder& holder) override {
    // One text, so that waiters see its beginning, and one round trip. The server's side notices
    // within a minute that the other machine is gone, and ends no transaction for being idle.
    std::string sql = fmt::format(
        "{}{} */ BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL "
        "idle_in_transaction_session_timeout = 0; SET LOCAL tcp_keepalives_idle = 30; SET LOCAL "
        "tcp_keepalives_interval = 10; SET LOCAL tcp_keepalives_count = 3; ",
        mark, write_holder(holder));
    if (connection_->server_version() >= 170000) sql += "SET LOCAL transaction_timeout = 0; ";
    const bool taken = is_true(connection_->run({.sql = sql + take_statement(name_)}).scalar());
    if (!taken) connection_->rollback();
    return taken;
  }
  std::optional<LockHolder> holder() override { return ask_for_holder(*connection_, name_); }
  bool is_held() override { return connection_->in_transaction() && connection_->is_open(); }
  void release() override { connection_->rollback(); }

 private:
  std::unique_ptr<Connection> connection_;
  std::string name_;
};

/// Of the caller's own transaction, with which it ends.
class CallersLock final : public RunLock {
 public:
  CallersLock(Connection& connection, std::string name)
      : connection_(&connection), name_(std::move(name)) {}

  bool try_acquire(const LockHolder& holder) override {
    return is_true(connection_
                       ->run({.sql = fmt::format("{}{} */ {}", mark, write_holder(holder),
                                                 take_statement(name_))})
                       .scalar());
  }
  std::optional<LockHolder> holder() override { return ask_for_holder(*connection_, name_); }
  bool is_held() override { return true; }
  void release() override {}

 private:
  Connection* connection_;
  std::string name_;
};

}  // namespace

std::unique_ptr<RunLock> PostgresqlDialect::run_lock(const LockRequest& request) const {
  if (request.within_transaction && request.connection->in_transaction()) {
    return std::make_unique<CallersLock>(*request.connection, request.name);
  }
  std::unique_ptr<Connection> another = request.connection->open_another();
  if (another == nullptr) return nullptr;
  return std::make_unique<AdvisoryLock>(std::move(another), request.name);
}

std::optional<LockHolder> PostgresqlDialect::lock_holder(const LockRequest& request) const {
  return ask_for_holder(*request.connection, request.name);
}

std::vector<Statement> PostgresqlDialect::limit_statements(const StatementLimits& limits) const {
  std::vector<Statement> statements;
  const auto set = [&](std::string_view name, std::optional<std::chrono::milliseconds> limit) {
    if (limit)
      statements.push_back({.sql = fmt::format("SET LOCAL {} = {}", name, limit->count())});
  };
  set("lock_timeout", limits.lock_timeout);
  set("statement_timeout", limits.statement_timeout);
  return statements;
}

bool PostgresqlDialect::is_lock_failure(const DatabaseError& error) const {
  const std::string& state = error.details().sqlstate;
  return state == "55P03" || state == "40P01";  // lock_not_available, deadlock_detected
}

}  // namespace retort::postgresql
