// SPDX-License-Identifier: MIT
#include "runtime/step_call.h"

#include "retort/error.h"
#include "retort/reporter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace retort {
namespace {

ScriptError script_error(const Error& error, const Origin& origin) {
  return ScriptError(error.what(),
                     {.path = origin.path, .line = 0, .revision = origin.revision, .traceback = {}},
                     error.hint());
}

ScriptError script_error(const ScriptError& error, const Origin& origin) {
  ScriptError::Details details = error.details();
  if (details.revision.empty()) details.revision = origin.revision;
  if (details.path.empty()) details.path = origin.path;
  return ScriptError(error.what(), std::move(details), error.hint());
}

}  // namespace

std::vector<std::unique_ptr<Migration>> load_migrations(const RunRequest& request,
                                                        const std::vector<Step>& steps) {
  std::vector<std::string> ids;
  for (const Step& step : steps) {
    if (step.kind != StepKind::stamp) ids.push_back(step.revision);
  }
  std::vector<std::unique_ptr<Migration>> loaded;
  if (!ids.empty()) loaded = request.load(ids);
  if (loaded.size() != ids.size()) {
    throw Error(
        fmt::format("{} migrations are needed, and {} were loaded", ids.size(), loaded.size()),
        ErrorCode::internal);
  }
  std::vector<std::unique_ptr<Migration>> migrations;
  migrations.reserve(steps.size());
  std::size_t next = 0;
  for (const Step& step : steps) {
    migrations.push_back(step.kind == StepKind::stamp ? nullptr : std::move(loaded[next++]));
    if (migrations.back() == nullptr) continue;
    migrations.back()->require(step.is_upgrade ? Direction::upgrade : Direction::downgrade);
  }
  return migrations;
}

void call_migration(Migration& migration, const Step& step, OperationSink& sink) {
  Operations operations(sink);
  const auto call = [&] {
    step.is_upgrade ? migration.upgrade(operations) : migration.downgrade(operations);
  };
  migration.transactional() ? call() : sink.context().autocommit_block(call);
}

void attribute_failures(const Origin& origin, const std::function<void()>& work,
                        const std::function<void()>& before_script_error) {
  const auto settle = [&] {
    if (before_script_error) before_script_error();
  };
  try {
    work();
  } catch (const ForeignFailure&) {
    settle();
    throw;
  } catch (const ScriptExit&) {
    settle();
    throw;
  } catch (const DatabaseError& error) {
    throw attributed(error, origin);
  } catch (const ScriptError& error) {
    settle();
    throw script_error(error, origin);
  } catch (const Error& error) {
    settle();
    throw script_error(error, origin);
  } catch (const std::exception& error) {
    settle();
    throw script_error(Error(error.what(), ErrorCode::script), origin);
  }
}

VersionApplied version_applied(const Step& step, const std::vector<std::string>& rows) {
  const std::vector<std::string>& upper = step.is_upgrade ? step.to_all : step.from_all;
  const std::vector<std::string>& lower = step.is_upgrade ? step.from_all : step.to_all;
  return {.is_upgrade = step.is_upgrade,
          .is_stamp = step.kind == StepKind::stamp,
          .up_revisions = upper,
          .down_revisions = lower,
          .source_revisions = step.from_all,
          .destination_revisions = step.to_all,
          .heads = rows};
}

std::string describe_rows(const Step& step) {
  // Alembic shows the rows of a merge and of an unmerge as Python does a list and a tuple.
  std::vector<std::string> others;
  std::string update;
  for (const RowOperation& operation : step.row_operations) {
    switch (operation.kind) {
      case RowOperation::Kind::insert_row:
        others.push_back(operation.to);
        break;
      case RowOperation::Kind::delete_row:
        others.push_back(operation.from);
        break;
      case RowOperation::Kind::update_row:
        update = fmt::format("update {} to {}", operation.from, operation.to);
        break;
    }
  }
  const auto quoted = [&others] {
    std::string list;
    for (const std::string& id : others)
      list += fmt::format("{}'{}'", list.empty() ? "" : ", ", id);
    return list;
  };
  switch (step.effect) {
    case RowEffect::insert:
      return fmt::format("new branch insert {}", fmt::join(others, ", "));
    case RowEffect::remove:
      return fmt::format("branch delete {}", fmt::join(others, ", "));
    case RowEffect::merge:
      return fmt::format("merge, delete [{}], {}", quoted(), update);
    case RowEffect::unmerge:
      return fmt::format("unmerge, insert ({}{}), {}", quoted(), others.size() == 1 ? "," : "",
                         update);
    case RowEffect::update:
      break;
  }
  return update;
}

Plan make_plan(const RunRequest& request, const std::vector<std::string>& rows) {
  if (!request.plan) return {};
  try {
    Plan plan = request.plan(rows);
    report_warnings(request.reporter, plan);
    return plan;
  } catch (const RevisionError& error) {
    if (request.reporter != nullptr) {
      for (const std::string& warning : error.details().warnings) request.reporter->warn(warning);
    }
    throw;
  }
}

void report_warnings(Reporter* reporter, const Plan& plan) {
  if (reporter == nullptr) return;
  for (const std::string& warning : plan.warnings) reporter->warn(warning);
}

}  // namespace retort
