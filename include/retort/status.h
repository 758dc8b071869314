// SPDX-License-Identifier: MIT
// Where a database stands: what it is at, what an upgrade would apply, and what does not fit.
#pragma once

#include "retort/api.h"
#include "retort/command.h"
#include "retort/json.h"
#include "retort/run_lock.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::command {

/// A revision, as far as a status tells of it.
struct RevisionNote {
  std::string revision = {};
  std::string message = {};  ///< first lines of its description
  bool operator==(const RevisionNote&) const = default;
};

/// What is most worth knowing of a database, the worst last.
enum class StatusVerdict {
  up_to_date,    ///< at all heads
  drifted,       ///< at all heads, and the models differ from the database
  pending,       ///< an upgrade would apply something
  unknown_rows,  ///< the version table names revisions that the project does not have
  unreachable,   ///< the database could not be asked
};
/// "up_to_date", ...
RETORT_API std::string_view verdict_name(StatusVerdict verdict);

/// What was found in one database.
struct DatabaseStatus {
  std::string url = {};                    ///< password masked; empty where it is not known
  std::string url_source = {};             ///< where the URL was found, in words; empty: not known
  std::vector<std::string> rows = {};      ///< of the version table; empty also without a table
  std::vector<RevisionNote> current = {};  ///< what the rows mean in the graph
  std::vector<RevisionNote> pending = {};  ///< what `upgrade heads` would apply, in order
  /// Rows that are not in the graph: the database was migrated by other or newer files. Then
  /// nothing is known of what is pending.
  std::vector<std::string> unknown_rows = {};
  std::string problem = {};  ///< why the database could not be asked; empty: it could
  std::optional<LockHolder> lock_holder = {};  ///< who migrates it at this moment
  StatusVerdict verdict = StatusVerdict::up_to_date;
};

struct StatusResult {
  std::optional<std::string> environment = {};  ///< as Target has it
  std::string environment_source = {};
  bool is_protected = false;
  bool writing_allowed = true;
  std::vector<RevisionNote> heads = {};  ///< of the project's graph
  /// One, unless the env file visits several; none if it visited none.
  std::vector<DatabaseStatus> databases = {};
  /// Differences between models and database, in words; nothing: they were not compared.
  std::optional<std::vector<std::string>> drift = {};
  StatusVerdict verdict = StatusVerdict::up_to_date;  ///< the worst of all databases
};

struct StatusOptions {
  /// Also compare the project's models with the database, if it is at the heads. Reads the whole
  /// catalog; throws Error where there are no models.
  bool compare_models = false;
};
/// Says where the database stands. Changes nothing, not even the version table, and takes no lock.
/// A database that cannot be reached is part of the answer; everything else is thrown.
RETORT_API StatusResult status(const Session& session, const StatusOptions& options = {});

/// What `check` finds, each difference as a text; also where an env file in Python finds it, whose
/// check throws. Throws Error where there are no models, or the database is not at the heads.
RETORT_API std::vector<std::string> find_drift(const Session& session);

/// As `retort status --json` prints it.
RETORT_API JsonValue to_json(const StatusResult& status);

}  // namespace retort::command
