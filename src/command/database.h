// SPDX-License-Identifier: MIT
// How commands reach the database: each run is set up by the project's env file and the session.
#pragma once

#include "retort/command.h"

#include "command/project.h"
#include "runtime/run.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace retort::command {

/// What a command does with the database.
struct DatabaseTask {
  PlanFunction plan = {};  ///< empty: nothing is to be run
  bool offline = false;
  bool create_version_table = true;
  bool only_version_table = false;  ///< offline: CREATE TABLE and no more
  bool purge = false;
  std::optional<std::string> tag = {};
  std::optional<std::string> starting_revision = {};  ///< offline; resolved in the graph
  std::function<void(const std::string& url)> on_database = {};
};

/// Sets up and carries out a run.
RunResult visit_database(Project& project, const DatabaseTask& task);

struct ReadRowsOptions {
  bool create_version_table = false;
  std::function<void(const std::string& url)> on_database = {};
};
struct VersionRows {
  std::vector<std::string> rows = {};
  std::string url = {};
};
/// The rows of the version table.
VersionRows read_rows(Project& project, const ReadRowsOptions& options);

}  // namespace retort::command
