// SPDX-License-Identifier: MIT
// A run: connects, reads the version table, carries out the steps of a plan, or writes them as SQL.
#pragma once

#include "retort/environment.h"
#include "retort/migration.h"
#include "retort/revision.h"
#include "retort/url.h"

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace retort {

class Config;
class Dialect;
class Reporter;
class RunObserver;  // run_observer.h

/// From the rows of the version table to the steps. May be called twice in a run, when the rows
/// have changed before the transaction was opened. Empty: no steps (current, ensure_version).
using PlanFunction = std::function<Plan(const std::vector<std::string>& rows)>;

/// Makes revisions runnable, in the order of the ids. Called once, with those that the plan runs.
using LoadFunction =
    std::function<std::vector<std::unique_ptr<Migration>>(const std::vector<std::string>& ids)>;

/// What a run did.
struct RunResult {
  std::vector<Step> steps = {};              ///< those that were carried out, in order
  std::vector<std::string> start_rows = {};  ///< of the version table before the steps
  std::vector<std::string> rows = {};        ///< of the version table afterwards
  std::string url = {};                      ///< password masked
};

/// What every run is made of. Everything pointed to must outlive the call.
struct RunRequest {
  const EnvironmentOptions* environment = nullptr;  ///< never null; copied by a run that is opened
  const Config* config = nullptr;                   ///< null: nothing is configured
  Reporter* reporter = nullptr;                     ///< null: silence
  PlanFunction plan = {};
  LoadFunction load = {};        ///< not called for stamps
  std::string description = {};  ///< "upgrade head", for those who wait for the run
  std::vector<std::pair<std::string, std::string>> x_arguments = {};

  /// Called once the plan has been carried out, in the run's transaction. Online only.
  std::function<void(Connection&)> inspect = {};
  /// Called when the plan has been carried out.
  std::function<void(const RunResult&)> on_result = {};

  // --- online
  bool create_version_table = true;  ///< false: `current` (rule VT-04)
  /// Nothing is written: a SQLite file that is not there is taken for an empty one, and not made.
  bool only_looks = false;
  bool purge = false;  ///< first delete all rows (`stamp --purge`)
  /// Called with the masked URL: before connecting, or before the rows are read on a connection
  /// that was given.
  std::function<void(const std::string& url)> on_database = {};

  // --- offline
  /// The rows to start from; called after "Generating static SQL" is logged, with the revision that
  /// the environment names. Empty: none.
  std::function<std::vector<std::string>(const std::optional<std::string>&)> starting_rows = {};
  std::ostream* output = nullptr;   ///< when `environment->output_buffer` is null
  bool only_version_table = false;  ///< `ensure_version --sql`
  RunObserver* observer = nullptr;  ///< looks at the run; nothing is written then
};

/// A run that is driven from outside.
class DrivenRun : public MigrationRun {
 public:
  virtual const RunResult& result() const = 0;
};

/// A run on a connection that is given or opened here. What the request points to must outlive it.
std::unique_ptr<DrivenRun> open_online_run(const RunRequest& request);

/// A run on paper.
std::unique_ptr<DrivenRun> open_offline_run(const RunRequest& request);

/// Carries out the plan on the database. A failure leaves the version table at a revision whose
/// migrations are all there. Throws DatabaseError and ScriptError that name the revision and the
/// file; Error and RevisionError of the plan as they are.
RunResult run_online(const RunRequest& request);

/// Writes the plan as SQL text.
RunResult run_offline(const RunRequest& request);

/// The URL of the run: that of the command line, else the environment's, else the target's.
/// Relative SQLite files are below the host's working directory. Throws ConfigError when there is
/// none.
Url find_url(const EnvironmentOptions& environment, const Config& config);

/// The dialect of the run, from its connection, URL or name.
const Dialect& find_dialect(const EnvironmentOptions& environment, const Config& config);

/// By which the run's migrations name what they leave unnamed.
NamingConvention naming_convention(const EnvironmentOptions& environment);

}  // namespace retort
