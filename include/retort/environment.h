// SPDX-License-Identifier: MIT
// How a run is set up: what Alembic's env.py says to context.configure, as data, and the hooks.
#pragma once

#include "retort/api.h"
#include "retort/connection.h"
#include "retort/schema.h"

#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort {

class Config;
class Reporter;

/// One step that has just been applied, inside its transaction.
struct VersionApplied {
  bool is_upgrade = false;
  bool is_stamp = false;
  std::vector<std::string> up_revisions;    ///< the step's upper revisions
  std::vector<std::string> down_revisions;  ///< the step's lower revisions
  std::vector<std::string> source_revisions;
  std::vector<std::string> destination_revisions;
  std::vector<std::string> heads;  ///< rows of the version table after the step
};

/// What configures a run; every field has Alembic's default.
struct EnvironmentOptions {
  std::optional<std::string> url = {};           ///< default: sqlalchemy.url of the configuration
  std::optional<std::string> dialect_name = {};  ///< offline without a url
  Connection* connection =
      nullptr;  ///< a live connection to use instead of opening one; not
                ///< owned. In a transaction: Retort neither begins nor commits.
  std::string version_table = "alembic_version";
  std::optional<std::string> version_table_schema = {};
  bool version_table_pk = true;
  bool transaction_per_migration = false;
  std::optional<bool> transactional_ddl = {};  ///< default: the dialect's
  bool literal_binds = true;                   ///< offline: values inline
  /// Offline: what stands on a line of its own after each statement, as Alembic's
  /// mssql_batch_separator and oracle_batch_separator; default: the dialect's.
  std::optional<std::string> batch_separator = {};
  std::optional<MetaData> target_metadata = {};
  std::vector<std::function<void(const VersionApplied&)>> on_version_apply = {};
  std::function<void(Connection&)> on_connect = {};  ///< right after connecting (SET ROLE, PRAGMA)
  std::ostream* output_buffer = nullptr;             ///< offline SQL; default: the session's output
};

/// What env.cc is given.
struct Environment {
  EnvironmentOptions& options;
  const Config& config;
  bool offline = false;                 ///< --sql
  std::optional<std::string> tag = {};  ///< --tag
  std::map<std::string, std::string> x_arguments = {};
};

/// A run of the project's env file.
struct EnvironmentRequest {
  Environment* environment = nullptr;  ///< never null when the engine asks
  const Config* config = nullptr;
  Reporter* reporter = nullptr;
  std::string script_location = {};  ///< absolute folder of the project's scripts
};

}  // namespace retort
