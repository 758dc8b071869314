// SPDX-License-Identifier: MIT
#include "command/database.h"

#include "retort/error.h"
#include "retort/logging.h"

#include <fmt/format.h>

#include <utility>

namespace retort::command {
namespace {

/// A starting revision is one revision: as rows of the version table.
std::vector<std::string> starting_rows(const RevisionMap& map,
                                       const std::optional<std::string>& symbol) {
  if (!symbol || symbol->empty()) return {};
  const Revision* revision = resolve_revision(map, *symbol);
  if (revision == nullptr) return {};
  return {revision->revision};
}

std::vector<std::unique_ptr<Migration>> load(Project& project,
                                             const std::vector<std::string>& ids) {
  std::vector<const Revision*> revisions;
  revisions.reserve(ids.size());
  for (const std::string& id : ids) revisions.push_back(project.map().find(id));
  return project.load(revisions);
}

RunRequest make_request(Project& project, const DatabaseTask& task) {
  RunRequest request;
  request.config = &project.session().config;
  request.reporter = &project.reporter();
  request.plan = task.plan;
  request.load = [&project](const std::vector<std::string>& ids) { return load(project, ids); };
  request.on_database = task.on_database;
  request.description = task.command;
  for (const std::string& revision : task.destination) request.description += " " + revision;
  request.purge = task.purge;
  if (!task.offline) {
    request.create_version_table = task.create_version_table;
    request.only_looks = task.only_looks;
    return request;
  }
  request.output = project.session().output;
  request.only_version_table = task.only_version_table;
  request.observer = task.observer;
  request.starting_rows = [&project, &task](const std::optional<std::string>& chosen) {
    if (task.start_rows) return *task.start_rows;
    return starting_rows(project.map(), chosen ? chosen : task.starting_revision);
  };
  return request;
}

void append(RunResult& all, const RunResult& result) {
  all.steps.insert(all.steps.end(), result.steps.begin(), result.steps.end());
  all.start_rows = result.start_rows;
  all.rows = result.rows;
  all.url = result.url;
}

}  // namespace

RunResult visit_database(Project& project, const DatabaseTask& task) {
  const Session& session = project.session();
  // Alembic's env files set up logging first; what is logged before goes nowhere.
  if (!project.has_driver()) {
    if (const std::optional<LoggingConfig> logging = session.config.logging()) {
      project.reporter().configure_logging(*logging);
    }
  }
  EnvironmentOptions options = session.environment;
  Environment environment{.options = options,
                          .config = session.config,
                          .offline = task.offline,
                          .tag = task.tag,
                          .x_arguments = session.config.x_dictionary()};
  RunResult driven;
  RunRequest request = make_request(project, task);
  request.on_result = [&driven](const RunResult& result) { append(driven, result); };
  for (const auto& [name, value] : environment.x_arguments) {
    request.x_arguments.emplace_back(name, value);
  }
  const EnvironmentOutcome outcome = project.run_environment(
      {.environment = &environment,
       .task = {.command = task.command,
                .message = task.message,
                .destination = task.destination,
                .starting_revision = task.starting_revision,
                .purge = task.purge,
                .dont_mutate = !task.create_version_table,
                .stamps = task.stamps,
                .writes_revision = task.writes_revision,
                .autogenerate = task.autogenerate,
                .prints_sql = task.prints_sql,
                .revision = task.revision},
       .open_run = [&](const EnvironmentOptions& chosen) -> std::unique_ptr<MigrationRun> {
         // What the session says of locks and limits holds whoever drives the run.
         EnvironmentOptions completed = chosen;
         completed.lock = options.lock;
         completed.limits = options.limits;
         request.environment = &completed;
         if (task.look) {
           request.inspect = [&task, chosen](Connection& connection) {
             task.look(connection, chosen);
           };
         }
         return task.offline ? open_offline_run(request) : open_online_run(request);
       }});
  if (task.template_arguments != nullptr) *task.template_arguments = environment.template_arguments;
  if (task.written_revisions != nullptr) {
    *task.written_revisions = environment.written_revisions;
  }
  if (outcome == EnvironmentOutcome::ran) return driven;
  request.environment = &options;
  request.inspect = [&](Connection& connection) {
    if (task.inspect) task.inspect(connection, options);
    if (task.look) task.look(connection, options);
  };
  return task.offline ? run_offline(request) : run_online(request);
}

VersionRows read_rows(Project& project, const ReadRowsOptions& options) {
  const auto see = [&options](const std::vector<std::string>& rows) {
    if (options.on_rows) options.on_rows(rows);
    return Plan();
  };
  RunResult result = visit_database(project, {.command = options.command,
                                              .plan = see,
                                              .create_version_table = options.create_version_table,
                                              .only_looks = options.only_looks,
                                              .on_database = options.on_database});
  return {.rows = std::move(result.rows), .url = std::move(result.url)};
}

}  // namespace retort::command
