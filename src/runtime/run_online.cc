// SPDX-License-Identifier: MIT
// A run on a live database.
#include "retort/config.h"
#include "retort/reporter.h"

#include "base/files.h"
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

class OnlineRun {
 public:
  OnlineRun(const RunRequest& request, const Dialect& dialect, Connection& connection)
      : request_(request),
        environment_(*request.environment),
        connection_(connection),
        table_(dialect, environment_),
        external_(environment_.connection != nullptr && connection.in_transaction()),
        transactional_(environment_.transactional_ddl.value_or(dialect.info().transactional_ddl)),
        each_(!transactional_ || environment_.transaction_per_migration),
        executor_({.dialect = &dialect,
                   .connection = &connection,
                   .reporter = request.reporter,
                   .naming_convention = environment_.target_metadata
                                            ? environment_.target_metadata->naming_convention
                                            : NamingConvention(),
                   .x_arguments = request.x_arguments,
                   .external_transaction = external_}) {
    log("Context impl " + dialect.info().impl_name + ".");
    log(transactional_ ? "Will assume transactional DDL." : "Will assume non-transactional DDL.");
  }

  RunResult run() {
    try {
      carry_out();
    } catch (...) {
      executor_.queue().clear();
      if (!external_) roll_back();
      throw;
    }
    return std::move(result_);
  }

 private:
  void log(const std::string& message) {
    if (request_.reporter != nullptr) {
      request_.reporter->log(LogLevel::info, "alembic.runtime.migration", message);
    }
  }

  /// The failure that brought us here is what must be told, not what follows from it.
  void roll_back() noexcept {
    try {
      connection_.rollback();
    } catch (const std::exception& ignored) {
      static_cast<void>(ignored);
    }
  }

  void begin() {
    if (!external_ && !connection_.in_transaction()) connection_.begin();
  }

  void commit() {
    executor_.queue().flush();
    if (external_) return;
    attribute_failures(executor_.queue().origin(), [this] { connection_.commit(); });
  }

  void find_rows() {
    std::optional<Rows> rows = table_.find(connection_);
    table_exists_ = rows.has_value();
    rows_ = rows ? std::move(*rows) : Rows();
  }

  void make_plan() {
    plan_ = request_.plan ? request_.plan(request_.purge ? Rows() : rows_) : Plan();
    report_warnings(request_.reporter, plan_);
    migrations_ = load_migrations(request_, plan_.steps);
  }

  /// Opens the transaction of the run, or of its first step. Another run may have been faster since
  /// the rows were read.
  void open() {
    begin();
    if (!table_exists_ || external_) return;
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
  }

  void carry_out() {
    find_rows();
    result_.start_rows = rows_;
    make_plan();
    const bool creates = !table_exists_ && request_.create_version_table;
    if (plan_.steps.empty() && !creates && !request_.purge) {
      result_.rows = rows_;
      return;
    }
    open();
    prepare_table();
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      if (each_) begin();
      run_step(plan_.steps[i], std::move(migrations_[i]));
      if (each_) commit();
      result_.steps.push_back(plan_.steps[i]);
    }
    commit();
    result_.rows = rows_;
  }

  void run_step(const Step& step, const std::shared_ptr<Migration>& migration) {
    StatementQueue& queue = executor_.queue();
    const Origin origin = {.revision = step.revision,
                           .path = migration != nullptr ? migration->path() : std::string(),
                           .migration = migration};
    queue.set_origin(origin);
    queue.log(LogLevel::info, "Running " + format_step(step));
    if (migration != nullptr) {
      attribute_failures(
          origin, [&] { call_migration(*migration, step, executor_); }, [&] { queue.flush(); });
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

  const RunRequest& request_;
  const EnvironmentOptions& environment_;
  Connection& connection_;
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

RunResult run_online(const RunRequest& request) {
  const EnvironmentOptions& environment = *request.environment;
  std::unique_ptr<Connection> own;
  Connection* connection = environment.connection;
  std::string url;
  if (connection == nullptr) {
    const Url found = find_url(environment, *request.config);
    url = found.masked();
    if (request.on_database) request.on_database(url);
    own = dialect(found.dialect).connect(absolute_file(found, *request.config));
    connection = own.get();
    connection->set_notice_handler([reporter = request.reporter](std::string_view notice) {
      if (reporter != nullptr) reporter->log(LogLevel::debug, "retort.database", notice);
    });
  } else {
    url = connection->display_url();
    if (request.on_database) request.on_database(url);
  }
  std::unique_ptr<Connection> logged;
  if (request.reporter != nullptr) {
    logged = std::make_unique<LoggedConnection>(*connection, *request.reporter);
    connection = logged.get();
  }
  if (environment.on_connect) environment.on_connect(*connection);
  RunResult result = OnlineRun(request, dialect(connection->dialect_name()), *connection).run();
  result.url = std::move(url);
  return result;
}

}  // namespace retort
