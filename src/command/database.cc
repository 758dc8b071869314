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

}  // namespace

RunResult visit_database(Project& project, const DatabaseTask& task) {
  const Session& session = project.session();
  // Alembic's env files set up logging first; what is logged before goes nowhere.
  if (const std::optional<LoggingConfig> logging = session.config.logging()) {
    project.reporter().configure_logging(*logging);
  }
  EnvironmentOptions options = session.environment;
  Environment environment{.options = options,
                          .config = session.config,
                          .offline = task.offline,
                          .tag = task.tag,
                          .x_arguments = session.config.x_dictionary()};
  project.run_environment(environment);

  RunRequest request;
  request.environment = &options;
  request.config = &session.config;
  request.reporter = &project.reporter();
  request.plan = task.plan;
  request.load = [&project](const std::vector<std::string>& ids) { return load(project, ids); };
  for (const auto& [name, value] : environment.x_arguments) {
    request.x_arguments.emplace_back(name, value);
  }
  if (!task.offline) {
    request.create_version_table = task.create_version_table;
    request.purge = task.purge;
    request.on_database = task.on_database;
    return run_online(request);
  }
  request.output = session.output;
  request.only_version_table = task.only_version_table;
  request.starting_rows = [&project, &task] {
    return starting_rows(project.map(), task.starting_revision);
  };
  return run_offline(request);
}

VersionRows read_rows(Project& project, const ReadRowsOptions& options) {
  RunResult result = visit_database(project, {.create_version_table = options.create_version_table,
                                              .on_database = options.on_database});
  return {.rows = std::move(result.rows), .url = std::move(result.url)};
}

}  // namespace retort::command
