// SPDX-License-Identifier: MIT
// A run on a live database.
#include "retort/config.h"
#include "retort/reporter.h"

#include "base/files.h"
#include "runtime/deferred_begin.h"
#include "runtime/logged_connection.h"
#include "runtime/online.h"
#include "runtime/run.h"
#include "runtime/step_call.h"
#include "runtime/version_table.h"

#include <memory>
#include <utility>

namespace retort {
namespace {

using Rows = std::vector<std::string>;

/// SQLite's own library takes a relative file from the folder of the process; so does an embedding
/// program that names no working directory.
Url absolute_file(Url url, const Config& config) {
  if (url.dialect != "sqlite" || !url.database || url.database->empty() ||
      *url.database == ":memory:" || is_absolute_path(*url.database)) {
    return url;
  }
  for (const auto& [name, value] : url.query) {
    if (name == "uri") return url;
  }
  const std::string& folder = config.host().working_directory;
  if (folder.empty()) return url;
  url.database = absolute_path(*url.database, folder);
  return url;
}

/// The connection of a run: given, or opened for it; and what it tells the log.
class RunConnection {
 public:
  RunConnection(const RunRequest& request, const EnvironmentOptions& environment) {
    Connection* connection = environment.connection;
    if (connection == nullptr) {
      const Config& config = *request.config;
      const Url found = find_url(environment, config);
      url_ = found.masked();
      if (request.on_database) request.on_database(url_);
      own_ = dialect(found.dialect).connect(absolute_file(found, config));
      connection = own_.get();
      connection->set_notice_handler([reporter = request.reporter](std::string_view notice) {
        if (reporter != nullptr) reporter->log(LogLevel::debug, "retort.database", notice);
      });
    } else {
      url_ = connection->display_url();
    }
    if (request.reporter != nullptr) {
      logged_ = std::make_unique<LoggedConnection>(*connection, *request.reporter);
      connection = logged_.get();
    }
    if (environment.on_connect) environment.on_connect(*connection);
    deferred_ = std::make_unique<DeferredBegin>(*connection);
  }

  DeferredBegin& get() { return *deferred_; }
  const std::string& url() const { return url_; }

 private:
  std::unique_ptr<Connection> own_;
  std::unique_ptr<Connection> logged_;
  std::unique_ptr<DeferredBegin> deferred_;
  std::string url_;
};

class OnlineRun final : public DrivenRun {
 public:
  explicit OnlineRun(const RunRequest& request)
      : request_(request),
        environment_(*request.environment),
        held_(request_, environment_),
        connection_(held_.get()),
        dialect_(dialect(connection_.dialect_name())),
        table_(dialect_, environment_),
        external_(environment_.external_transaction.value_or(environment_.connection != nullptr &&
                                                             connection_.in_transaction())),
        transactional_(environment_.transactional_ddl.value_or(dialect_.info().transactional_ddl)),
        each_(!transactional_ || environment_.transaction_per_migration),
        executor_({.dialect = &dialect_,
                   .connection = &connection_,
                   .reporter = request_.reporter,
                   .naming_convention = naming_convention(environment_),
                   .dialect_options = environment_.dialect_options,
                   .x_arguments = request_.x_arguments,
                   .external_transaction = external_}) {
    log("Context impl " + dialect_.info().impl_name + ".");
    log(transactional_ ? "Will assume transactional DDL." : "Will assume non-transactional DDL.");
  }

  OperationSink& sink() override { return executor_; }
  bool transactional_ddl() const override { return transactional_; }

  bool begin_transaction() override {
    if (external_ || each_) return false;
    begin();
    return true;
  }

  void commit() override {
    executor_.queue().flush();
    if (external_) return;
    attribute_failures(executor_.queue().origin(), [this] { connection_.commit(); });
  }

  /// The failure that brought us here is what must be told, not what follows from it.
  void rollback() override {
    executor_.queue().clear();
    if (external_) return;
    try {
      connection_.rollback();
    } catch (const std::exception& ignored) {
      static_cast<void>(ignored);
    }
  }

  void run_migrations() override {
    if (environment_.connection != nullptr && request_.on_database) {
      request_.on_database(held_.url());
    }
    result_ = {.url = held_.url()};
    try {
      carry_out();
      if (request_.inspect) request_.inspect(connection_);
    } catch (...) {
      executor_.queue().clear();
      executor_.set_immediate(false);
      if (each_) rollback();
      throw;
    }
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
    if (!table_exists_) create_table();
  }

  void stamp(const RevisionMap& map, const std::vector<std::string>& targets) override {
    ensure_version_table();
    const Plan plan = plan_stamp(map, rows_, targets);
    report_warnings(request_.reporter, plan);
    const bool alone = !connection_.in_transaction();
    if (alone) connection_.begin();
    for (const Step& step : plan.steps) run_step(step, nullptr);
    executor_.queue().flush();
    if (alone) connection_.commit();
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

  void begin() {
    if (!external_ && !connection_.in_transaction()) connection_.begin();
  }

  /// The rows are read outside of a transaction that has not really begun: one query then tells
  /// them, or that there is no table.
  void find_rows() {
    std::optional<Rows> rows =
        table_.find(connection_.waiting() ? connection_.base() : connection_);
    table_exists_ = rows.has_value();
    rows_ = rows ? std::move(*rows) : Rows();
  }

  void make_plan() {
    plan_ = retort::make_plan(request_, request_.purge ? Rows() : rows_);
    migrations_ = load_migrations(request_, plan_.steps);
  }

  /// By itself, unless in a transaction that is open already.
  void create_table() {
    const bool alone = !connection_.in_transaction();
    if (alone) connection_.begin();
    executor_.invoke(table_.create_operation());
    executor_.queue().flush();
    if (alone) connection_.commit();
    table_exists_ = true;
  }

  /// Opens the transaction of the run, or of its first step. Another run may have been faster since
  /// the rows were read.
  void open() {
    const bool begins = connection_.waiting() || !connection_.in_transaction();
    begin();
    if (!table_exists_ || !begins) return;
    Rows now = table_.read(connection_);
    if (now == rows_) return;
    rows_ = std::move(now);
    result_.start_rows = rows_;
    make_plan();
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
    find_rows();
    result_.start_rows = rows_;
    // As in Alembic: where DDL is not part of the transaction the table is there whatever follows.
    if (!transactional_ && !table_exists_ && request_.create_version_table) create_table();
    make_plan();
    const bool creates = !table_exists_ && request_.create_version_table;
    if (plan_.steps.empty() && !creates && !request_.purge) return;
    open();
    prepare_table();
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      if (each_) begin();
      run_step(plan_.steps[i], std::move(migrations_[i]));
      if (each_) commit();
      result_.steps.push_back(plan_.steps[i]);
    }
    if (each_) commit();
    executor_.queue().flush();
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
  EnvironmentOptions environment_;
  RunConnection held_;
  DeferredBegin& connection_;
  const Dialect& dialect_;
  VersionTable table_;
  bool external_;
  bool transactional_;
  bool each_;  // a transaction for each migration, not one for all
  OnlineExecutor executor_;
  bool table_exists_ = false;
  Rows rows_;
  Plan plan_;
  std::vector<std::unique_ptr<Migration>> migrations_;
  RunResult result_;
};

}  // namespace

std::unique_ptr<DrivenRun> open_online_run(const RunRequest& request) {
  return std::make_unique<OnlineRun>(request);
}

RunResult run_online(const RunRequest& request) {
  OnlineRun run(request);
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
