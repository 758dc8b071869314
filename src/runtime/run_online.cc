// SPDX-License-Identifier: MIT
// A run on a live database.
#include "retort/config.h"
#include "retort/reporter.h"

#include "runtime/backoff.h"
#include "runtime/held_lock.h"
#include "runtime/online.h"
#include "runtime/run.h"
#include "runtime/run_connection.h"
#include "runtime/run_limits.h"
#include "runtime/step_call.h"
#include "runtime/version_table.h"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <memory>
#include <thread>
#include <utility>

namespace retort {
namespace {

using Rows = std::vector<std::string>;

/// Says that a run is under way, as long as it is.
class Running {
 public:
  explicit Running(bool& running) : running_(running) { running_ = true; }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { running_ = false; }

 private:
  bool& running_;
};

class OnlineRun final : public DrivenRun {
 public:
  OnlineRun(const RunRequest& request, std::shared_ptr<const EnvironmentOptions> environment)
      : request_(request),
        kept_(std::move(environment)),
        environment_(kept_ ? *kept_ : *request.environment),
        held_(request_, environment_),
        connection_(held_.get()),
        dialect_(dialect(connection_.dialect_name())),
        table_(dialect_, environment_),
        external_(environment_.external_transaction.value_or(environment_.connection != nullptr &&
                                                             connection_.in_transaction())),
        transactional_(environment_.transactional_ddl.value_or(dialect_.info().transactional_ddl)),
        each_(!transactional_ || environment_.transaction_per_migration),
        limits_(read_limits(environment_, request_.config)),
        lock_({.dialect = &dialect_,
               .request = {.connection = &held_.bare(),
                           .name = lock_name(environment_.version_table,
                                             environment_.version_table_schema),
                           .within_transaction = external_},
               .lock = limits_.lock,
               .runs = request_.description,
               .reporter = request_.reporter}),
        executor_({.dialect = &dialect_,
                   .connection = &connection_,
                   .reporter = request_.reporter,
                   .naming_convention = naming_convention(environment_),
                   .dialect_options = environment_.dialect_options,
                   .x_arguments = request_.x_arguments,
                   .limits = external_ ? std::vector<Statement>()
                                       : dialect_.limit_statements(limits_.statements),
                   .external_transaction = external_}) {
    log("Context impl " + dialect_.info().impl_name + ".");
    log(transactional_ ? "Will assume transactional DDL." : "Will assume non-transactional DDL.");
    // A transaction of the caller's own ends when the caller says so, after the run.
    if (external_) {
      executor_.set_end_handler([this] {
        if (!running_) lock_.release();
      });
    }
  }

  OperationSink& sink() override { return executor_; }
  bool transactional_ddl() const override { return transactional_; }

  bool begin_transaction() override {
    if (external_ || each_) return false;
    if (!connection_.in_transaction()) connection_.begin();
    return true;
  }

  void commit() override {
    commit_transaction();
    if (!external_) lock_.release();
  }

  /// The failure that brought us here is what must be told, not what follows from it.
  void rollback() override {
    roll_back_transaction();
    if (!external_) lock_.release();
  }

  void run_migrations() override {
    if (environment_.connection != nullptr && request_.on_database) {
      request_.on_database(held_.url());
    }
    result_ = {.url = held_.url()};
    const Running running(running_);
    // What has been done in the transaction already cannot be done again from here.
    const bool waiting = connection_.waiting();
    const bool repeatable = !external_ && (waiting || !connection_.in_transaction());
    connection_.settle();
    for (int failures = 1;; ++failures) {
      try {
        carry_out();
        if (request_.inspect) request_.inspect(connection_);
        break;
      } catch (...) {
        executor_.queue().clear();
        executor_.set_immediate(false);
        if (each_) roll_back_transaction();
        const std::optional<std::string> reason = lock_failure(std::current_exception());
        if (!reason || !try_again(*reason, failures, repeatable)) {
          if (each_ && !external_) lock_.release();
          throw;
        }
      }
      if (waiting) connection_.begin();
    }
    // A migration may have ended the caller's transaction.
    const bool ended = external_ && !connection_.in_transaction();
    if ((each_ && !external_) || ended) lock_.release();
    result_.rows = rows_;
    if (request_.on_result) request_.on_result(result_);
  }

  Rows heads() override {
    executor_.queue().flush();
    find_rows();
    return rows_;
  }

  void write(std::string_view /*text*/) override {}

  void ensure_version_table() override {
    find_rows();
    if (table_exists_) return;
    const bool alone = !connection_.in_transaction();
    if (lock_.acquire()) find_rows();
    if (!table_exists_) create_table();
    if (alone) lock_.release();
  }

  void stamp(const RevisionMap& map, const std::vector<std::string>& targets) override {
    ensure_version_table();
    plan_ = plan_stamp(map, rows_, targets);
    report_warnings(request_.reporter, plan_);
    if (plan_.steps.empty()) return;
    const bool alone = !connection_.in_transaction();
    if (lock_.acquire()) {
      find_rows();
      plan_ = plan_stamp(map, rows_, targets);
    }
    check_ids();
    if (alone) connection_.begin();
    for (const Step& step : plan_.steps) run_step(step, nullptr);
    executor_.queue().flush();
    if (alone) end_alone();
  }

  void begin_autocommit() override { executor_.begin_autocommit(); }
  void end_autocommit() override { executor_.end_autocommit(); }
  void set_line(int line) override { executor_.queue().set_line(line); }
  void flush() override { executor_.queue().flush(); }

  const RunResult& result() const override { return result_; }

 private:
  void log(const std::string& message) {
    if (request_.reporter != nullptr) {
      request_.reporter->log(LogLevel::info, "alembic.runtime.migration", message);
    }
  }

  void commit_transaction() {
    executor_.queue().flush();
    if (external_) return;
    lock_.verify();
    attribute_failures(executor_.queue().origin(), [this] { connection_.commit(); });
  }

  void roll_back_transaction() {
    executor_.queue().clear();
    if (external_) return;
    try {
      connection_.rollback();
    } catch (const std::exception& ignored) {
      static_cast<void>(ignored);
    }
  }

  void end_alone() {
    commit_transaction();
    lock_.release();
  }

  /// The rows are read outside of a transaction that has not really begun: one query then tells
  /// them, or that there is no table.
  void find_rows() { keep_rows(table_.find(connection_.base())); }

  void keep_rows(std::optional<Rows> rows) {
    table_exists_ = rows.has_value();
    rows_ = rows ? std::move(*rows) : Rows();
  }

  /// The first look. SQLite refuses it for a moment while another run commits: then our turn comes
  /// when that run has ended.
  void look_at_rows() {
    try {
      find_rows();
    } catch (const DatabaseError& error) {
      const bool writes = request_.create_version_table;
      if (!writes || external_ || !dialect_.is_lock_failure(error) || !lock_.acquire()) throw;
      find_rows();
    }
  }

  void make_plan() {
    plan_ = retort::make_plan(request_, request_.purge ? Rows() : rows_);
    migrations_ = load_migrations(request_, plan_.steps);
  }

  bool creates_table() const { return !table_exists_ && request_.create_version_table; }
  bool nothing_to_do() const { return plan_.steps.empty() && !creates_table() && !request_.purge; }

  /// By itself, unless in a transaction that is open already.
  void create_table() {
    const bool alone = !connection_.in_transaction();
    if (alone) connection_.begin();
    executor_.invoke(table_.create_operation());
    executor_.queue().flush();
    if (alone) commit_transaction();
    table_exists_ = true;
  }

  /// The database refuses longer ones, in the middle of the run.
  void check_ids() {
    if (!dialect_.info().enforces_text_length) return;
    table_.check_ids(plan_, table_exists_ ? &connection_.base() : nullptr);
  }

  /// Waits for other runs, and opens the transaction of this one, or of its first step. Another run
  /// may have been faster since the rows were read.
  void open() {
    const bool locked = lock_.acquire();
    const bool begins = connection_.waiting() || !connection_.in_transaction();
    if (!external_ && !connection_.in_transaction()) connection_.begin();
    if (locked || (begins && table_exists_)) {
      const Rows before = rows_;
      const bool existed = table_exists_;
      keep_rows(table_exists_ ? table_.read(connection_) : table_.find(connection_));
      if (rows_ != before || table_exists_ != existed) {
        result_.start_rows = rows_;
        make_plan();
      }
    }
    executor_.limit();
  }

  void prepare_table() {
    const bool create = !table_exists_ && (request_.create_version_table || !plan_.steps.empty());
    if (create) executor_.invoke(table_.create_operation());
    if (request_.purge && table_exists_) executor_.queue().add({.sql = table_.delete_all()});
    if (request_.purge) rows_.clear();
    table_exists_ = table_exists_ || create;
  }

  void carry_out() {
    executor_.queue().flush();
    look_at_rows();
    result_.start_rows = rows_;
    // As in Alembic: where DDL is not part of the transaction the table is there whatever follows.
    if (!transactional_ && creates_table()) {
      if (lock_.acquire()) find_rows();
      if (!table_exists_) create_table();
      connection_.settle();
    }
    make_plan();
    if (nothing_to_do()) return;
    check_ids();
    open();
    if (!nothing_to_do()) prepare_table();
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      if (each_ && !external_ && !connection_.in_transaction()) {
        connection_.begin();
        executor_.limit();
      }
      executor_.queue().step(
          {.step = i + 1, .steps = plan_.steps.size(), .revision = plan_.steps[i].revision});
      run_step(plan_.steps[i], std::move(migrations_[i]));
      if (each_) commit_step();
      result_.steps.push_back(plan_.steps[i]);
    }
    if (each_) commit_step();
    executor_.queue().flush();
  }

  void commit_step() {
    commit_transaction();
    connection_.settle();
  }

  /// What the database said when the failure is that a lock was not to be had. What a script's own
  /// language has made of it is not asked.
  std::optional<std::string> lock_failure(const std::exception_ptr& failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const DatabaseError& error) {
      if (dialect_.is_lock_failure(error)) return error.what();
    } catch (const ForeignFailure&) {
      const std::optional<DatabaseError>& error = connection_.failure();
      if (error && dialect_.is_lock_failure(*error)) return error->what();
    } catch (const std::exception& ignored) {
      static_cast<void>(ignored);
    }
    return {};
  }

  /// Undoes the attempt and waits for a while; false when the failure stands.
  bool try_again(const std::string& reason, int failures, bool repeatable) {
    const int allowed = limits_.statements.retries;
    if (failures > allowed) return false;
    if (!repeatable || connection_.committed()) {
      log(fmt::format("{}; not tried again: {}", reason,
                      repeatable ? "a part of the migration has been committed (autocommit_block)"
                                 : "the transaction had begun before the migrations"));
      return false;
    }
    const std::chrono::milliseconds pause = before_retry(failures);
    log(fmt::format("{}; rolled back, and tried again in {:g} s ({} of {})", reason,
                    std::chrono::duration<double>(pause).count(), failures, allowed));
    roll_back_transaction();
    executor_.forget();
    if (!each_) result_.steps.clear();
    connection_.settle();
    std::this_thread::sleep_for(pause);
    return true;
  }

  void run_step(const Step& step, const std::shared_ptr<Migration>& migration) {
    StatementQueue& queue = executor_.queue();
    const Origin origin = {.revision = step.revision,
                           .path = migration != nullptr ? migration->path() : std::string(),
                           .migration = migration};
    queue.set_origin(origin);
    queue.log(LogLevel::info, "Running " + format_step(step));
    if (migration != nullptr) {
      if (migration->immediate()) queue.flush();
      executor_.set_immediate(migration->immediate());
      attribute_failures(
          origin, [&] { call_migration(*migration, step, executor_); }, [&] { queue.flush(); });
      executor_.set_immediate(false);
      queue.set_line(0);
    }
    queue.log(LogLevel::debug, describe_rows(step));
    // A script may have ended the transaction itself; the version row needs none of its own.
    for (const RowOperation& operation : step.row_operations) {
      VersionStatement statement = table_.statement(operation);
      queue.add({.sql = std::move(statement.sql)}, std::move(statement.one_row));
    }
    apply_row_operations(rows_, step);
    if (environment_.on_version_apply.empty()) return;
    queue.flush();
    const VersionApplied applied = version_applied(step, rows_);
    for (const auto& hook : environment_.on_version_apply) hook(applied);
  }

  RunRequest request_;
  std::shared_ptr<const EnvironmentOptions> kept_;  // null where the run's caller keeps them
  const EnvironmentOptions& environment_;
  RunConnection held_;
  DeferredBegin& connection_;
  const Dialect& dialect_;
  VersionTable table_;
  bool external_;
  bool transactional_;
  bool each_;  // a transaction for each migration, not one for all
  RunLimits limits_;
  HeldLock lock_;
  OnlineExecutor executor_;
  bool table_exists_ = false;
  bool running_ = false;  // migrations are carried out
  Rows rows_;
  Plan plan_;
  std::vector<std::unique_ptr<Migration>> migrations_;
  RunResult result_;
};

}  // namespace

std::unique_ptr<DrivenRun> open_online_run(const RunRequest& request) {
  return std::make_unique<OnlineRun>(
      request, std::make_shared<const EnvironmentOptions>(*request.environment));
}

RunResult run_online(const RunRequest& request) {
  OnlineRun run(request, nullptr);
  run.begin_transaction();
  try {
    run.run_migrations();
    run.commit();
  } catch (...) {
    run.rollback();
    throw;
  }
  return run.result();
}

}  // namespace retort
