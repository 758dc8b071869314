// SPDX-License-Identifier: MIT
// Every command as a function: it takes a session and options, and returns what it found or did.
// Nothing is printed and nothing exits; progress goes to the session's reporter.
#pragma once

#include "retort/api.h"
#include "retort/config.h"
#include "retort/environment.h"
#include "retort/frontend.h"
#include "retort/reporter.h"
#include "retort/revision.h"
#include "retort/script.h"

#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort {

struct MigrationIndex;  // migration_index.h: migrations linked into the program

/// What a command works with. Everything pointed to must outlive the call.
struct Session {
  Config config = Config();
  Frontends frontends = {};      ///< languages of the project's files
  Reporter* reporter = nullptr;  ///< null: silence
  /// Where to migrate and how; what is set here comes before the configuration.
  EnvironmentOptions environment = {};
  /// Migrations that are part of the program; then no script directory is needed.
  const MigrationIndex* migrations = nullptr;
  /// Where --sql goes when `environment.output_buffer` is not set; null: nowhere.
  std::ostream* output = nullptr;
};

namespace command {

/// Revisions in the order in which a command lists them. Pointers live as long as `map`.
struct Listing {
  RevisionMap map = {};
  std::vector<const Revision*> revisions = {};
  std::vector<std::string> current_rows = {};  ///< of the version table, where it was read
};

struct HeadsOptions {
  bool resolve_dependencies = false;  ///< only those that nothing depends on
};
/// The heads of the project's graph.
RETORT_API Listing heads(const Session& session, const HeadsOptions& options = {});

struct HistoryCommandOptions {
  std::optional<std::string> range = {};  ///< "start:end", inclusive; either side may be empty
  bool indicate_current = false;          ///< also read the version table
  /// Called with the answer as soon as it is known; with the version table of each database that
  /// the env file visits.
  std::function<void(const Listing&)> on_listing = {};
};
/// The revisions of a range, newest first.
RETORT_API Listing history(const Session& session, const HistoryCommandOptions& options = {});

struct ShowOptions {
  std::string revision;
  std::function<void(const Listing&)> on_listing = {};  ///< as that of HistoryCommandOptions
};
/// The revisions that a symbol names; "current" reads the version table.
RETORT_API Listing show(const Session& session, const ShowOptions& options);

struct BranchListing {
  RevisionMap map = {};
  std::vector<BranchPoint> points = {};
};
/// Every revision with several children, newest first.
RETORT_API BranchListing branches(const Session& session);

struct CurrentResult;
struct CurrentOptions {
  /// Called with the masked URL as soon as the database is known, before anything can fail.
  std::function<void(const std::string& url)> on_database = {};
  bool check_heads = false;  ///< throw unless the database is at all heads
  /// Called with the answer for each database that the env file visits, when it is known.
  std::function<void(const CurrentResult&)> on_current = {};
};
struct CurrentResult {
  Listing listing = {};
  std::string url = {};   ///< password masked
  bool at_heads = false;  ///< the version table holds exactly the heads
};
/// What the version table says; never creates it. Throws Error (command) for a row that is not
/// in the graph.
RETORT_API CurrentResult current(const Session& session, const CurrentOptions& options = {});

/// What a run did.
struct MigrateResult {
  std::vector<Step> steps = {};        ///< those that were carried out, in order
  std::vector<std::string> rows = {};  ///< of the version table afterwards
};

struct UpgradeOptions {
  std::string revision = "head";        ///< with `sql` also "start:target"
  bool sql = false;                     ///< write SQL instead of running it
  std::optional<std::string> tag = {};  ///< for env files
};
/// Upgrades to `revision`. Throws DatabaseError and ScriptError naming the revision at fault.
RETORT_API MigrateResult upgrade(const Session& session, const UpgradeOptions& options = {});

struct DowngradeOptions {
  std::string revision;  ///< with `sql`: "start:target"
  bool sql = false;
  std::optional<std::string> tag = {};
};
RETORT_API MigrateResult downgrade(const Session& session, const DowngradeOptions& options);

struct StampOptions {
  std::vector<std::string> revisions;
  bool sql = false;
  std::optional<std::string> tag = {};
  bool purge = false;  ///< first delete every row
};
/// Writes revisions into the version table without running migrations.
RETORT_API MigrateResult stamp(const Session& session, const StampOptions& options);

struct EnsureVersionOptions {
  bool sql = false;
};
/// Creates the version table unless it is there.
RETORT_API void ensure_version(const Session& session, const EnsureVersionOptions& options = {});

struct RevisionOptions {
  std::optional<std::string> message = {};
  bool autogenerate = false;  ///< fill in what brings the database to the project's models
  /// Run the env file offline (needs revision_environment). With `autogenerate`, in projects of C++
  /// and SQL: write the SQL of the upgrade instead of a file.
  bool sql = false;
  bool no_empty = false;  ///< with `autogenerate`: no file when nothing differs
  std::string head = "head";
  bool splice = false;
  std::optional<std::string> branch_label = {};
  std::optional<std::string> version_path = {};
  std::optional<std::string> rev_id = {};
  std::vector<std::string> depends_on = {};
  /// Language of the new file: a front-end's name; default: the parent's, or the project's.
  std::optional<std::string> language = {};
};
/// Writes a new revision file and answers with what is in it. An env file may make several of it,
/// or none.
RETORT_API std::vector<Revision> revision(const Session& session,
                                          const RevisionOptions& options = {});

struct CheckResult {
  std::vector<Operation> operations = {};     ///< what an upgrade would do
  std::vector<std::string> differences = {};  ///< the same in words; empty: there are none
};
/// Compares the models with the database and writes nothing. An env file that drives the run throws
/// Error where it finds a difference.
RETORT_API CheckResult check(const Session& session);

struct MergeOptions {
  std::vector<std::string> revisions;
  std::optional<std::string> message = {};
  std::optional<std::string> branch_label = {};
  std::optional<std::string> rev_id = {};
  bool splice = false;
};
/// Writes a revision file that has several parents.
RETORT_API Revision merge(const Session& session, const MergeOptions& options);

struct EditOptions {
  std::string revision;
};
/// Opens the files of the revisions in the user's editor, one after the other.
RETORT_API void edit(const Session& session, const EditOptions& options);

/// Installs a project layout.
RETORT_API void init(const Session& session, const InitOptions& options);
/// The layouts that `init` knows, sorted by name.
RETORT_API std::vector<TemplateSummary> list_templates(const Session& session);

}  // namespace command
}  // namespace retort
