// SPDX-License-Identifier: MIT
// A run on paper (--sql).
#include "retort/error.h"
#include "retort/reporter.h"

#include "runtime/offline.h"
#include "runtime/run.h"
#include "runtime/step_call.h"
#include "runtime/version_table.h"

#include <utility>

namespace retort {
namespace {

OfflineOptions executor_options(const RunRequest& request, const Dialect& dialect,
                                bool transactional) {
  const EnvironmentOptions& environment = *request.environment;
  ScriptFormat format = dialect.info().script;
  if (environment.batch_separator) format.separator = *environment.batch_separator;
  std::ostream* output =
      environment.output_buffer != nullptr ? environment.output_buffer : request.output;
  return {.dialect = &dialect,
          .reporter = request.reporter,
          .output = ScriptStream(request.observer == nullptr ? output : nullptr, std::move(format)),
          .literal_binds = environment.literal_binds,
          .paramstyle = environment.paramstyle.value_or(Paramstyle::named),
          .transactional_ddl = transactional,
          .naming_convention = naming_convention(environment),
          .dialect_options = environment.dialect_options,
          .x_arguments = request.x_arguments,
          .observer = request.observer};
}

class OfflineRun final : public DrivenRun {
 public:
  explicit OfflineRun(const RunRequest& request)
      : request_(request),
        environment_(*request.environment),
        dialect_(find_dialect(environment_, *request.config)),
        transactional_(environment_.transactional_ddl.value_or(dialect_.info().transactional_ddl)),
        table_(dialect_, environment_),
        executor_(executor_options(request, dialect_, transactional_)) {
    log("Context impl " + dialect_.info().impl_name + ".");
    log("Generating static SQL");
    log(transactional_ ? "Will assume transactional DDL." : "Will assume non-transactional DDL.");
  }

  OperationSink& sink() override { return executor_; }
  bool transactional_ddl() const override { return transactional_; }

  bool begin_transaction() override {
    if (environment_.transaction_per_migration) return false;
    executor_.begin();
    return true;
  }
  void commit() override { executor_.commit(); }
  void rollback() override {}

  void run_migrations() override {
    prepare();
    const bool each = environment_.transaction_per_migration;
    if (request_.only_version_table) executor_.invoke(table_.create_operation());
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      if (each) executor_.begin();
      run_step(plan_.steps[i], migrations_[i].get());
      if (each) executor_.commit();
      result_.steps.push_back(std::move(plan_.steps[i]));
    }
    prepared_ = false;
    if (request_.on_result) request_.on_result(result_);
  }

  std::vector<std::string> heads() override {
    if (!request_.starting_rows) return {};
    return request_.starting_rows(environment_.starting_revision);
  }

  void write(std::string_view text) override { executor_.output().text(text); }
  void ensure_version_table() override { executor_.invoke(table_.create_operation()); }
  void stamp(const RevisionMap& map, const std::vector<std::string>& targets) override {
    result_.rows = heads();
    const Plan plan = plan_stamp(map, result_.rows, targets);
    for (const Step& step : plan.steps) run_step(step, nullptr);
  }
  void begin_autocommit() override { executor_.commit(); }
  void end_autocommit() override { executor_.begin(); }

  const RunResult& result() const override { return result_; }

  /// Makes the plan. A run that is not driven from outside fails before anything is written.
  void prepare() {
    if (std::exchange(prepared_, true)) return;
    if (request_.purge) throw Error("Can't use --purge with --sql mode");
    result_ = {};
    result_.start_rows = heads();
    result_.rows = result_.start_rows;
    plan_ = make_plan(request_, result_.rows);
    migrations_ = load_migrations(request_, plan_.steps);
  }

 private:
  void log(const std::string& message) {
    // Nothing runs for an observer.
    if (request_.reporter != nullptr && request_.observer == nullptr) {
      request_.reporter->log(LogLevel::info, "alembic.runtime.migration", message);
    }
  }

  void run_step(const Step& step, Migration* migration) {
    RunObserver* observer = request_.observer;
    if (observer != nullptr) {
      observer->step_begins(step, migration != nullptr ? migration->path() : std::string());
    }
    if (result_.rows.empty()) create_version_table();
    log("Running " + format_step(step));
    executor_.output().text("-- Running " + format_step_short(step));
    if (migration != nullptr) {
      observer == nullptr ? run_migration(step, *migration)
                          : observe_migration(step, *migration, *observer);
    }
    for (const RowOperation& operation : step.row_operations) {
      const std::string sql = table_.statement(operation).sql;
      executor_.output().statement(sql);
      if (observer != nullptr) observer->version_statement(sql);
    }
    apply_row_operations(result_.rows, step);
    const VersionApplied applied = version_applied(step, result_.rows);
    for (const auto& hook : environment_.on_version_apply) hook(applied);
  }

  void create_version_table() {
    const Operation create = table_.create_operation();
    if (request_.observer == nullptr) return executor_.invoke(create);
    for (const Statement& statement : dialect_.compile(create, {}).statements) {
      request_.observer->version_statement(statement.sql);
    }
  }

  void run_migration(const Step& step, Migration& migration) {
    attribute_failures({.revision = step.revision, .path = migration.path()},
                       [&] { call_migration(migration, step, executor_); });
  }

  void observe_migration(const Step& step, Migration& migration, RunObserver& observer) {
    try {
      run_migration(step, migration);
    } catch (const std::exception& error) {
      observer.step_failed(error.what());
    }
    if (!step.is_upgrade) return;
    Step back = step;
    back.is_upgrade = false;
    bool runs = false;
    try {
      migration.require(Direction::downgrade);
      runs = true;
      const bool nothing = executor_.count_operations([&] { run_migration(back, migration); }) == 0;
      observer.way_back(nothing ? WayBack::nothing : WayBack::there, "");
    } catch (const std::exception& error) {
      // Python's word for it, and what a script says that is asked before it runs.
      const std::string_view reason = error.what();
      const bool refused = !runs || reason.find("NotImplementedError") != std::string_view::npos;
      observer.way_back(refused ? WayBack::refused : WayBack::unknown, std::string(reason));
    }
  }

  RunRequest request_;
  EnvironmentOptions environment_;
  const Dialect& dialect_;
  bool transactional_;
  VersionTable table_;
  OfflineExecutor executor_;
  Plan plan_;
  std::vector<std::unique_ptr<Migration>> migrations_;
  RunResult result_;
  bool prepared_ = false;
};

}  // namespace

std::unique_ptr<DrivenRun> open_offline_run(const RunRequest& request) {
  return std::make_unique<OfflineRun>(request);
}

RunResult run_offline(const RunRequest& request) {
  OfflineRun run(request);
  run.prepare();
  const bool one_transaction = run.begin_transaction();
  run.run_migrations();
  if (one_transaction) run.commit();
  return run.result();
}

}  // namespace retort
