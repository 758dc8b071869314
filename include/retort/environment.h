// SPDX-License-Identifier: MIT
// How a run is set up: what Alembic's env.py says to context.configure, as data, and the hooks.
#pragma once

#include "retort/api.h"
#include "retort/autogenerate.h"
#include "retort/connection.h"
#include "retort/operation.h"
#include "retort/run_lock.h"
#include "retort/schema.h"

#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

class Config;
class Migration;        // migration.h
class OperationSink;    // operations.h
enum class Paramstyle;  // dialect.h
class Reporter;
struct Plan;        // revision.h
class RevisionMap;  // revision.h

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

/// What `revision` is to write.
struct RevisionRequest {
  std::vector<std::string> head = {"head"};
  bool splice = false;
  std::optional<std::string> branch_label = {};
  std::optional<std::string> version_path = {};
  std::optional<std::string> rev_id = {};
  std::vector<std::string> depends_on = {};
  bool no_empty = false;  ///< with autogenerate: no file when nothing differs
};

/// A revision file that is about to be written (Alembic: MigrationScript).
struct RevisionDraft {
  std::optional<std::string> message = {};
  RevisionRequest request = {};
  std::vector<Operation> upgrade = {};
  std::vector<Operation> downgrade = {};
  /// More names for the template of this file: `imports` comes before the code.
  std::map<std::string, std::string> template_arguments = {};
};

/// What configures a run; every field has Alembic's default.
struct EnvironmentOptions {
  std::optional<std::string> url = {};           ///< default: sqlalchemy.url of the configuration
  std::optional<std::string> dialect_name = {};  ///< offline without a url
  Connection* connection =
      nullptr;  ///< a live connection to use instead of opening one; not
                ///< owned. In a transaction: Retort neither begins nor commits.
  /// Whether the given connection is in a transaction of the caller's; default: whether it is in
  /// one when the run is opened.
  std::optional<bool> external_transaction = {};
  std::string version_table = "alembic_version";
  std::optional<std::string> version_table_schema = {};
  bool version_table_pk = true;
  bool transaction_per_migration = false;
  std::optional<bool> transactional_ddl = {};  ///< default: the dialect's
  bool literal_binds = true;                   ///< offline: values inline
  std::optional<Paramstyle> paramstyle = {};   ///< offline; default: named
  Options dialect_options = {};  ///< what the dialect is told about the server (dialect_opts)
  /// Offline: what stands on a line of its own after each statement, as Alembic's
  /// mssql_batch_separator and oracle_batch_separator; default: the dialect's.
  std::optional<std::string> batch_separator = {};
  /// The models that autogenerate compares the database with. The naming convention of a single
  /// one also names what migrations leave unnamed.
  ListOf<MetaData> target_metadata = {};
  /// How autogenerate compares; the version table and the reporter are those of the run.
  CompareOptions compare = {};
  /// Autogenerate: all changes of a table in one block; default: where ALTER can do little
  /// (SQLite).
  std::optional<bool> render_as_batch = {};
  /// Sees the revision file before it is written; may change it, take it away, or add others.
  /// Not for env files that drive the run.
  std::function<void(std::vector<RevisionDraft>& drafts)> process_revision_directives = {};
  std::vector<std::function<void(const VersionApplied&)>> on_version_apply = {};
  std::function<void(Connection&)> on_connect = {};  ///< right after connecting (SET ROLE, PRAGMA)
  LockOptions lock = {};                  ///< other runs on the same database wait for this one
  StatementLimits limits = {};            ///< online
  std::ostream* output_buffer = nullptr;  ///< offline SQL; default: the session's output
  /// Offline: the revision to start from, a symbol; default: that of the command.
  std::optional<std::string> starting_revision = {};
};

/// What env.cc is given.
struct Environment {
  EnvironmentOptions& options;
  const Config& config;
  bool offline = false;                 ///< --sql
  std::optional<std::string> tag = {};  ///< --tag
  std::map<std::string, std::string> x_arguments = {};
  /// For `revision`: more names for the template of the new file.
  std::map<std::string, std::string> template_arguments = {};
  /// For `revision`: the ids of what the env file has written itself; nothing: the command writes.
  std::optional<std::vector<std::string>> written_revisions = {};
};

/// A run under way, as an env file drives it (Alembic: MigrationContext). Nothing happens in it
/// but by these functions; destroying it ends nothing. Throws what the engine throws.
class RETORT_API MigrationRun {
 public:
  virtual ~MigrationRun() = default;
  /// Takes operations; also gives the connection on which the run's statements come in order.
  virtual OperationSink& sink() = 0;
  virtual bool transactional_ddl() const = 0;
  /// Opens the transaction of the whole run, where it has one: false when each migration has its
  /// own, or the caller's own transaction is under way. After true comes commit() or rollback().
  virtual bool begin_transaction() = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;
  /// Carries out the command's plan.
  virtual void run_migrations() = 0;
  /// Rows of the version table; offline the revisions that the script starts from.
  virtual std::vector<std::string> heads() = 0;
  /// Offline: a text of the script's own, and a blank line.
  virtual void write(std::string_view text) = 0;
  /// Creates the version table if it is missing. Online only.
  virtual void ensure_version_table() = 0;
  /// Puts these revisions of the map into the version table.
  virtual void stamp(const RevisionMap& map, const std::vector<std::string>& targets) = 0;
  virtual void begin_autocommit() = 0;
  virtual void end_autocommit() = 0;
  /// The line of the running migration that the next operations come from; 0: unknown.
  virtual void set_line(int /*line*/) {}
  /// Carries out what waits.
  virtual void flush() {}
};

/// What the command at hand asks of the env file (Alembic: the context's options).
struct EnvironmentTask {
  std::string command = {};                   ///< "upgrade"
  std::optional<std::string> message = {};    ///< of `revision` and `merge`
  std::vector<std::string> destination = {};  ///< revisions as given; empty: not a migration
  std::optional<std::string> starting_revision = {};  ///< as given, before the colon
  bool purge = false;
  bool dont_mutate = false;  ///< `current`: the version table is not created
  bool stamps = false;
  bool writes_revision = false;  ///< `revision`, `merge`: the env file may fill in the template
  /// `revision --autogenerate` and `check`: models are compared with the database. An env file that
  /// drives the run throws CommandError where `check` finds a difference.
  bool autogenerate = false;
  /// `revision --autogenerate --sql`: the upgrade is shown, and no file is written.
  bool prints_sql = false;
  RevisionRequest revision = {};  ///< for env files that write it themselves
};

/// A run of the project's env file.
struct EnvironmentRequest {
  Environment* environment = nullptr;  ///< never null when the engine asks
  const Config* config = nullptr;
  Reporter* reporter = nullptr;
  std::string script_location = {};  ///< absolute folder of the project's scripts
  EnvironmentTask task = {};
  /// Opens a run of the command with what the env file has set. For front-ends whose env file
  /// drives the run itself; may be called several times.
  std::function<std::unique_ptr<MigrationRun>(const EnvironmentOptions& options)> open_run = {};
};

/// What became of the project's env file.
enum class EnvironmentOutcome {
  absent,      ///< this language has none in the project
  configured,  ///< it has filled in the options; the run is still to be carried out
  ran,         ///< it has driven the run itself
};

/// What a run outside of a command is made of; everything pointed to must outlive it.
struct RunOptions {
  EnvironmentOptions environment = {};
  Reporter* reporter = nullptr;  ///< null: silence
  bool offline = false;
  bool create_version_table = true;  ///< by run_migrations(), whatever the plan is
  bool purge = false;                ///< run_migrations() first deletes all rows
  /// From the rows of the version table to what run_migrations() carries out; empty: nothing.
  std::function<Plan(const std::vector<std::string>& rows)> plan = {};
  /// Makes the revisions of the plan runnable, in the order of the ids.
  std::function<std::vector<std::unique_ptr<Migration>>(const std::vector<std::string>& ids)> load =
      {};
  /// Offline: the rows that a starting revision stands for.
  std::function<std::vector<std::string>(const std::optional<std::string>& symbol)> starting_rows =
      {};
};

/// A run outside of a command: for programs and scripts that use the directives by themselves, or
/// have a plan of their own.
RETORT_API std::unique_ptr<MigrationRun> open_run(const RunOptions& options);

}  // namespace retort
