// SPDX-License-Identifier: MIT
// A run on paper (--sql).
#include "retort/reporter.h"

#include "runtime/offline.h"
#include "runtime/run.h"
#include "runtime/step_call.h"
#include "runtime/version_table.h"

#include <utility>

namespace retort {
namespace {

void log(Reporter* reporter, const std::string& message) {
  if (reporter != nullptr) reporter->log(LogLevel::info, "alembic.runtime.migration", message);
}

void write_row_operations(OfflineExecutor& executor, const VersionTable& table, const Step& step) {
  for (const RowOperation& operation : step.row_operations) {
    executor.output().statement(table.statement(operation).sql);
  }
}

}  // namespace

RunResult run_offline(const RunRequest& request) {
  const EnvironmentOptions& environment = *request.environment;
  const Dialect& dialect = find_dialect(environment, *request.config);
  const bool transactional =
      environment.transactional_ddl.value_or(dialect.info().transactional_ddl);
  log(request.reporter, "Context impl " + dialect.info().impl_name + ".");
  log(request.reporter, "Generating static SQL");
  log(request.reporter,
      transactional ? "Will assume transactional DDL." : "Will assume non-transactional DDL.");

  RunResult result;
  if (request.starting_rows) result.start_rows = request.starting_rows();
  result.rows = result.start_rows;
  Plan plan;
  if (request.plan) plan = request.plan(result.rows);
  report_warnings(request.reporter, plan);
  const auto migrations = load_migrations(request, plan.steps);

  std::ostream* output =
      environment.output_buffer != nullptr ? environment.output_buffer : request.output;
  ScriptFormat format = dialect.info().script;
  if (environment.batch_separator) format.separator = *environment.batch_separator;
  OfflineExecutor executor(
      {.dialect = &dialect,
       .reporter = request.reporter,
       .output = ScriptStream(output, std::move(format)),
       .literal_binds = environment.literal_binds,
       .transactional_ddl = transactional,
       .naming_convention = environment.target_metadata
                                ? environment.target_metadata->naming_convention
                                : NamingConvention(),
       .x_arguments = request.x_arguments});
  const VersionTable table(dialect, environment);
  const bool each = environment.transaction_per_migration;
  if (!each) executor.begin();
  if (request.only_version_table) executor.invoke(table.create_operation());
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    Step& step = plan.steps[i];
    if (each) executor.begin();
    if (result.rows.empty()) executor.invoke(table.create_operation());
    log(request.reporter, "Running " + format_step(step));
    executor.output().text("-- Running " + format_step_short(step));
    if (migrations[i] != nullptr) {
      attribute_failures({.revision = step.revision, .path = migrations[i]->path()},
                         [&] { call_migration(*migrations[i], step, executor); });
    }
    write_row_operations(executor, table, step);
    apply_row_operations(result.rows, step);
    const VersionApplied applied = version_applied(step, result.rows);
    for (const auto& hook : environment.on_version_apply) hook(applied);
    if (each) executor.commit();
    result.steps.push_back(std::move(step));
  }
  if (!each) executor.commit();
  return result;
}

}  // namespace retort
