// SPDX-License-Identifier: MIT
// Commands that move the database along the graph, or say where it is.
#include "retort/error.h"

#include "command/database.h"
#include "command/guard.h"
#include "command/project.h"

#include <algorithm>
#include <utility>

namespace retort::command {
namespace {

MigrateResult answer(RunResult result) {
  return {.steps = std::move(result.steps), .rows = std::move(result.rows)};
}

/// The argument of upgrade and downgrade; a range needs --sql.
TargetRange read_target(const std::string& revision, bool sql) {
  if (!sql && revision.find(':') != std::string::npos) throw Error("Range revision not allowed");
  return parse_target_range(revision);
}

bool same_members(std::vector<std::string> left, std::vector<std::string> right) {
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  return left == right;
}

/// The targets of stamp, and the one start that they may share.
struct StampTargets {
  std::vector<std::string> destinations = {};
  std::optional<std::string> start = {};
};

StampTargets read_stamp_targets(const StampOptions& options) {
  StampTargets targets;
  for (const std::string& revision : options.revisions) {
    if (!options.sql) {
      targets.destinations.push_back(revision);
      continue;
    }
    TargetRange range = parse_target_range(revision);
    if (range.start && range.start != targets.start) {
      if (targets.start) {
        throw Error(
            "Stamp operation with --sql only supports a single starting revision at a time");
      }
      targets.start = range.start;
    }
    targets.destinations.push_back(range.target);
  }
  return targets;
}

}  // namespace

MigrateResult upgrade(const Session& session, const UpgradeOptions& options) {
  Project project(session);
  const TargetRange range = read_target(options.revision, options.sql);
  if (!options.sql) begin_writing(project);
  return answer(visit_database(project, {.command = "upgrade",
                                         .plan =
                                             [&](const std::vector<std::string>& rows) {
                                               return plan_upgrade(project.map(), rows,
                                                                   range.target);
                                             },
                                         .offline = options.sql,
                                         .tag = options.tag,
                                         .starting_revision = range.start,
                                         .destination = {range.target}}));
}

MigrateResult downgrade(const Session& session, const DowngradeOptions& options) {
  Project project(session);
  const TargetRange range = read_target(options.revision, options.sql);
  if (options.sql && !range.start) {
    throw Error("downgrade with --sql requires <fromrev>:<torev>");
  }
  if (!options.sql) begin_writing(project);
  return answer(visit_database(project, {.command = "downgrade",
                                         .plan =
                                             [&](const std::vector<std::string>& rows) {
                                               return plan_downgrade(project.map(), rows,
                                                                     range.target);
                                             },
                                         .offline = options.sql,
                                         .tag = options.tag,
                                         .starting_revision = range.start,
                                         .destination = {range.target}}));
}

MigrateResult stamp(const Session& session, const StampOptions& options) {
  Project project(session);
  const StampTargets targets = read_stamp_targets(options);
  if (!options.sql) begin_writing(project);
  return answer(visit_database(project, {.command = "stamp",
                                         .plan =
                                             [&](const std::vector<std::string>& rows) {
                                               return plan_stamp(project.map(), rows,
                                                                 targets.destinations);
                                             },
                                         .offline = options.sql,
                                         .purge = options.purge,
                                         .tag = options.tag,
                                         .starting_revision = targets.start,
                                         .destination = targets.destinations,
                                         .stamps = true}));
}

void ensure_version(const Session& session, const EnsureVersionOptions& options) {
  Project project(session);
  if (!options.sql) begin_writing(project);
  visit_database(project,
                 {.command = "ensure_version", .offline = options.sql, .only_version_table = true});
}

CurrentResult current(const Session& session, const CurrentOptions& options) {
  Project project(session);
  CurrentResult result;
  const auto see = [&](const std::vector<std::string>& rows) {
    // A broken graph is told of where Alembic does: once the database is known.
    result.listing.map = project.map();
    result.at_heads = same_members(rows, project.map().heads());
    if (options.check_heads && !result.at_heads) {
      throw Error("Database is not on all head revisions");
    }
    result.listing.current_rows = rows;
    result.listing.revisions = current_revisions(result.listing.map, rows);
    if (options.on_current) options.on_current(result);
  };
  const auto keep_url = [&](const std::string& url) {
    result.url = url;
    if (options.on_database) options.on_database(url);
  };
  read_rows(project, {.command = "current", .on_database = keep_url, .on_rows = see});
  return result;
}

}  // namespace retort::command
