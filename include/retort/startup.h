// SPDX-License-Identifier: MIT
// What an application does with its database when it starts, and what it says when it is asked
// whether it is ready.
#pragma once

#include "retort/api.h"
#include "retort/command.h"
#include "retort/host.h"
#include "retort/json.h"
#include "retort/schema.h"
#include "retort/status.h"

#include <memory>
#include <string>
#include <vector>

namespace retort {

/// The surroundings of this very process: its environment variables and its folder, as they are
/// now. For the `host` of a Config; the library reads them nowhere else.
RETORT_API Host process_host();

struct StartupOptions {
  std::string revision = "head";  ///< what to upgrade to
  /// The tables of the fallback; none: those of the session or of the linked env file.
  ListOf<MetaData> models = {};
  /// A protected environment is migrated without ALLOW_PRODUCTION_MIGRATE: for services that are to
  /// migrate themselves where they are deployed.
  bool allow_protected = false;
  /// A database that a newer version of the application has migrated already, so that this one does
  /// not know its revision, is left alone instead of being a failure.
  bool accept_newer = false;
};

enum class StartupOutcome {
  up_to_date,      ///< there was nothing to do
  upgraded,        ///< by this process
  created_tables,  ///< the fallback: the upgrade failed, and the tables come from the models
  newer,           ///< the database is ahead of this program; nothing was done
};

struct StartupResult {
  StartupOutcome outcome = StartupOutcome::up_to_date;
  std::vector<Step> steps = {};        ///< those that this process carried out, in order
  std::vector<std::string> rows = {};  ///< of the version table afterwards
  std::string failure = {};            ///< why the fallback was needed
};

/// Upgrades the database of the session. Any number of processes may do so at once: one upgrades,
/// the others wait for it and find nothing to do. A failure is told to the session's reporter and
/// thrown: let the program end with an exit status that is not zero.
///
/// With DEV_CREATE_TABLES=true, from the host's variables or a .env file, and an environment that
/// is not protected, a failed upgrade is a warning, and the tables of the models that are missing
/// are created instead. Nothing is written into the version table then.
RETORT_API StartupResult migrate_at_startup(const Session& session,
                                            const StartupOptions& options = {});

/// What an application answers when it is asked whether it is ready.
struct Readiness {
  bool ready = false;
  command::DatabaseStatus database = {};
  std::vector<command::RevisionNote> heads = {};  ///< of the program's graph
};
/// One line for a /health route: ready, verdict, current, heads, pending. Names neither server nor
/// user.
RETORT_API JsonValue to_json(const Readiness& readiness);

struct ReadinessOptions {
  /// Ready also when a newer version of the application has migrated the database, as in a rolling
  /// deployment.
  bool accept_newer = true;
};

/// Answers whether the database is where the program needs it. The graph is read once; each
/// question is one connection and one query, and no log line.
class RETORT_API ReadinessProbe {
 public:
  /// Keeps a copy of the session. Throws what reading configuration and revisions throws.
  explicit ReadinessProbe(const Session& session, const ReadinessOptions& options = {});
  ~ReadinessProbe();
  ReadinessProbe(const ReadinessProbe&) = delete;
  ReadinessProbe& operator=(const ReadinessProbe&) = delete;

  /// Never throws: what goes wrong is the answer's `database.problem`. May be called from several
  /// threads; they ask one after the other.
  Readiness ask() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace retort
