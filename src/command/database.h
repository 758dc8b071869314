// SPDX-License-Identifier: MIT
// How commands reach the database: each run is set up by the project's env file and the session.
#pragma once

#include "retort/command.h"

#include "command/project.h"
#include "runtime/run.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort::command {

/// What a command does with the database.
struct DatabaseTask {
  std::string command = {};                 ///< its name, for env files
  std::optional<std::string> message = {};  ///< of a new revision, for env files
  PlanFunction plan = {};                   ///< empty: nothing is to be run
  bool offline = false;
  bool create_version_table = true;
  bool only_looks = false;          ///< of RunRequest
  bool only_version_table = false;  ///< offline: CREATE TABLE and no more
  bool purge = false;
  std::optional<std::string> tag = {};
  std::optional<std::string> starting_revision = {};  ///< offline; resolved in the graph
  std::vector<std::string> destination = {};          ///< as given, for env files
  bool stamps = false;
  bool writes_revision = false;
  bool autogenerate = false;
  bool prints_sql = false;  ///< of the new revision, which is not written
  RevisionRequest revision = {};
  /// Called in the run's transaction, with what the env file has set; not where it drives the run.
  std::function<void(Connection&, const EnvironmentOptions&)> inspect = {};
  /// What the env file has put into the template of a new revision.
  std::map<std::string, std::string>* template_arguments = nullptr;
  /// The revisions that the env file has written itself; nothing if it has not.
  std::optional<std::vector<std::string>>* written_revisions = nullptr;
  std::function<void(const std::string& url)> on_database = {};
  /// Called in the run's transaction when the plan has been carried out, whoever drives the run.
  std::function<void(Connection&, const EnvironmentOptions&)> look = {};
  /// Offline: the rows to start from, whatever `starting_revision` says.
  std::optional<std::vector<std::string>> start_rows = {};
  RunObserver* observer = nullptr;  ///< offline: looks at the run, of which nothing is written
};

/// Sets up and carries out a run. An env file may drive several: the answer has the steps of all,
/// and the rows of the last.
RunResult visit_database(Project& project, const DatabaseTask& task);

struct ReadRowsOptions {
  std::string command = {};
  bool create_version_table = false;
  bool only_looks = false;  ///< of RunRequest; `current` makes the file, as in Alembic
  std::function<void(const std::string& url)> on_database = {};
  /// Called for each database, while its run is under way.
  std::function<void(const std::vector<std::string>& rows)> on_rows = {};
};
struct VersionRows {
  std::vector<std::string> rows = {};
  std::string url = {};
};
/// The rows of the version table.
VersionRows read_rows(Project& project, const ReadRowsOptions& options);

}  // namespace retort::command
