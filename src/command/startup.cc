// SPDX-License-Identifier: MIT
#include "retort/startup.h"

#include "retort/error.h"
#include "retort/model.h"
#include "retort/reporter.h"
#include "retort/target.h"

#include "base/text.h"
#include "command/database.h"
#include "command/guard.h"
#include "command/project.h"
#include "command/quiet_session.h"
#include "command/status.h"
#include "runtime/held_lock.h"
#include "runtime/run_limits.h"

#include <fmt/format.h>

#include <mutex>
#include <utility>

namespace retort {
namespace {

constexpr std::string_view logger = "retort.startup";

/// Whether the fallback is asked for, and may be.
bool may_create_tables(const Config& config) {
  if (config.target().is_protected) return false;
  const std::optional<std::string> asked = config.variable("DEV_CREATE_TABLES");
  return asked && lower_ascii(strip(*asked)) == "true";
}

/// Creates what is missing of the models, under the lock: another replica may be migrating, or
/// create them, too. False: there are no models.
bool create_tables(const Session& session, const StartupOptions& options, Reporter& reporter) {
  bool has_models = false;
  command::Project project(session);
  // A run without a plan: for its connection, and for what an env file says.
  const auto create = [&](Connection& connection, const EnvironmentOptions& environment) {
    const ListOf<MetaData>& models =
        options.models.empty() ? environment.target_metadata : options.models;
    HeldLock lock({.dialect = &dialect(connection.dialect_name()),
                   .request = {.connection = &connection,
                               .name = lock_name(environment.version_table,
                                                 environment.version_table_schema)},
                   .lock = read_limits(environment, &session.config).lock,
                   .runs = "startup (DEV_CREATE_TABLES)",
                   .reporter = &reporter});
    lock.acquire();
    for (const MetaData& model : models) create_all(connection, model, {.reporter = &reporter});
    has_models = !models.empty();
  };
  command::visit_database(project,
                          {.command = "startup", .create_version_table = false, .inspect = create});
  return has_models;
}

/// Whether the upgrade failed because the database is ahead of the program.
bool is_newer(const Session& session) {
  return command::status(session).verdict == command::StatusVerdict::unknown_rows;
}

class Startup {
 public:
  Startup(const Session& session, const StartupOptions& options)
      : session_(session),
        options_(options),
        reporter_(session.reporter != nullptr ? *session.reporter : silent_) {}

  StartupResult run() {
    try {
      RunResult migrated = upgrade();
      const bool moved = !migrated.steps.empty();
      if (!moved) reporter_.log(LogLevel::info, logger, "The database is up to date");
      return {.outcome = moved ? StartupOutcome::upgraded : StartupOutcome::up_to_date,
              .steps = std::move(migrated.steps),
              .rows = std::move(migrated.rows)};
    } catch (const RevisionError& error) {
      if (!options_.accept_newer || !is_newer(session_)) return fall_back(error);
      reporter_.log(LogLevel::warning, logger,
                    "The database is newer than this program, which leaves it alone");
      return {.outcome = StartupOutcome::newer};
    } catch (const Error& error) {
      return fall_back(error);
    }
  }

 private:
  void announce(command::Project& project) {
    const Target& target = session_.config.target();
    if (options_.allow_protected) {
      if (target.environment) reporter_.writing_to(target);
      return;
    }
    // Nobody needs leave to find that there is nothing to do: a service in a protected environment
    // starts again without it.
    const bool is_still = !target.writing_allowed &&
                          command::status(session_).verdict == command::StatusVerdict::up_to_date;
    if (!is_still) command::begin_writing(project);
  }

  RunResult upgrade() {
    command::Project project(session_);
    announce(project);
    const auto plan = [&](const std::vector<std::string>& rows) {
      return plan_upgrade(project.map(), rows, options_.revision);
    };
    return command::visit_database(
        project, {.command = "upgrade", .plan = plan, .destination = {options_.revision}});
  }

  /// Called while the failure is being handled, which it throws again unless it can be helped.
  StartupResult fall_back(const Error& error) {
    const auto* database = dynamic_cast<const DatabaseError*>(&error);
    const bool reachable = database == nullptr || !database->details().connection;
    if (reachable && may_create_tables(session_.config)) {
      reporter_.warn(fmt::format(
          "The database could not be migrated ({}). DEV_CREATE_TABLES=true: the tables of the "
          "models are created without migrations. Never rely on this outside of development.",
          error.what()));
      if (create_tables(session_, options_, reporter_)) {
        return {.outcome = StartupOutcome::created_tables, .failure = error.what()};
      }
      reporter_.warn("There are no models to create tables from.");
    }
    reporter_.log(LogLevel::error, logger,
                  fmt::format("The database could not be migrated: {}", error.what()));
    throw;
  }

  const Session& session_;
  const StartupOptions& options_;
  Reporter silent_;
  Reporter& reporter_;
};

}  // namespace

StartupResult migrate_at_startup(const Session& session, const StartupOptions& options) {
  return Startup(session, options).run();
}

JsonValue to_json(const Readiness& readiness) {
  const auto ids = [](const std::vector<command::RevisionNote>& revisions) {
    JsonValue list = JsonValue::array();
    for (const command::RevisionNote& note : revisions) list.push(note.revision);
    return list;
  };
  return JsonValue::object({{"ready", readiness.ready},
                            {"verdict", command::verdict_name(readiness.database.verdict)},
                            {"current", readiness.database.rows},
                            {"heads", ids(readiness.heads)},
                            {"pending", ids(readiness.database.pending)}});
}

struct ReadinessProbe::State {
  State(const Session& given, const ReadinessOptions& chosen)
      : session(given), options(chosen), project(session.get()) {}

  command::QuietSession session;
  ReadinessOptions options;
  command::Project project;
  std::vector<command::RevisionNote> heads = {};
  mutable std::mutex asked = {};
};

ReadinessProbe::ReadinessProbe(const Session& session, const ReadinessOptions& options) {
  state_ = std::make_unique<State>(session, options);
  const RevisionMap& map = state_->project.map();
  state_->heads = command::notes(resolve_revisions(map, map.heads()));
}

ReadinessProbe::~ReadinessProbe() = default;

Readiness ReadinessProbe::ask() const {
  const std::scoped_lock lock(state_->asked);
  Readiness answer{.heads = state_->heads};
  const auto take_rows = [&](const std::vector<std::string>& rows) {
    command::judge_rows(answer.database, state_->project.map(), rows);
  };
  try {
    command::read_rows(state_->project,
                       {.command = "status", .only_looks = true, .on_rows = take_rows});
  } catch (const std::exception& error) {
    answer.database.problem = error.what();
    answer.database.verdict = command::StatusVerdict::unreachable;
  }
  const command::StatusVerdict verdict = answer.database.verdict;
  answer.ready = verdict == command::StatusVerdict::up_to_date ||
                 (verdict == command::StatusVerdict::unknown_rows && state_->options.accept_newer);
  return answer;
}

}  // namespace retort
