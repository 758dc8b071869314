// SPDX-License-Identifier: MIT
#include "command/autogenerate.h"

#include "retort/autogenerate.h"
#include "retort/dialect.h"
#include "retort/error.h"

#include "base/files.h"
#include "op/describe.h"
#include "op/enum_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace retort::command {
namespace {

bool same_revisions(std::vector<const Revision*> left, std::vector<const Revision*> right) {
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  return left == right;
}

void require_heads(Project& project, const std::vector<std::string>& rows) {
  const RevisionMap& map = project.map();
  if (same_revisions(resolve_revisions(map, rows), resolve_revisions(map, "heads"))) return;
  throw Error("Target database is not up to date.");
}

void require_models(const Project& project, const EnvironmentOptions& environment) {
  if (!environment.target_metadata.empty()) return;
  const std::string folder = project.script_location();
  throw Error(
      fmt::format("Can't proceed with --autogenerate option; environment script {} does not "
                  "provide a MetaData object or sequence of objects to the context.",
                  folder.empty() ? "of the program" : join_path(folder, "env.cc")),
      ErrorCode::command, "Set environment.options.target_metadata in env.cc.");
}

void compare(Connection& connection, const Project& project, const EnvironmentOptions& environment,
             Drafts& result) {
  require_models(project, environment);
  CompareOptions options = environment.compare;
  options.version_table = environment.version_table;
  options.version_table_schema = environment.version_table_schema;
  options.reporter = &project.reporter();
  Comparison comparison = compare_metadata(connection, environment.target_metadata, options);
  ProducedMigration migration = produce_migrations(
      comparison,
      {.as_batch = environment.render_as_batch.value_or(result.dialect->info().rebuilds_tables),
       .splits_cycles = !result.dialect->info().rebuilds_tables});
  RevisionDraft& draft = result.drafts.front();
  draft.upgrade = std::move(migration.upgrade);
  draft.downgrade = std::move(migration.downgrade);
  const DialectInfo& info = result.dialect->info();
  add_enum_types({draft.upgrade, draft.downgrade}, comparison.database, info);
  result.database = std::move(comparison.database);
}

void append_words(const Operation& operation, std::vector<std::string>& words) {
  if (const auto* batch = std::get_if<op::AlterTableBatch>(&operation.base())) {
    for (const Operation& part : batch->operations) append_words(part, words);
  } else {
    words.push_back(describe(operation));
  }
}

}  // namespace

Drafts draft_revisions(Project& project, DatabaseTask task) {
  Drafts result;
  result.drafts.push_back({.message = task.message, .request = task.revision});
  task.plan = [&](const std::vector<std::string>& rows) {
    if (task.autogenerate) require_heads(project, rows);
    return Plan();
  };
  task.inspect = [&](Connection& connection, const EnvironmentOptions& environment) {
    result.dialect = &dialect(connection.dialect_name());
    result.naming_convention = naming_convention(environment);
    if (task.autogenerate) compare(connection, project, environment, result);
    if (environment.process_revision_directives) {
      environment.process_revision_directives(result.drafts);
    }
  };
  visit_database(project, task);
  return result;
}

RenderRequest render_request(const Drafts& drafts, const RevisionDraft& draft) {
  return {.upgrade = draft.upgrade,
          .downgrade = draft.downgrade,
          .dialect = drafts.dialect,
          .naming_convention = drafts.naming_convention,
          .database = drafts.database};
}

CheckResult check(const Session& session) {
  Project project(session);
  const Drafts found =
      draft_revisions(project, {.command = "check", .writes_revision = true, .autogenerate = true});
  CheckResult result;
  for (const RevisionDraft& draft : found.drafts) {
    result.operations.insert(result.operations.end(), draft.upgrade.begin(), draft.upgrade.end());
  }
  for (const Operation& operation : result.operations) append_words(operation, result.differences);
  return result;
}

}  // namespace retort::command
