// SPDX-License-Identifier: MIT
// What running a step has in common on a database and on paper: calling the migration, saying
// whose failure it was, and telling the hooks.
#pragma once

#include "retort/environment.h"
#include "retort/migration.h"
#include "retort/revision.h"

#include "runtime/run.h"
#include "runtime/statement_queue.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace retort {

/// The migrations of the steps that run one, in their order; null for stamps. Throws Error when
/// the loader does not give what it was asked for.
std::vector<std::unique_ptr<Migration>> load_migrations(const RunRequest& request,
                                                        const std::vector<Step>& steps);

/// Calls upgrade or downgrade; outside of a transaction when the migration asks for that.
void call_migration(Migration& migration, const Step& step, OperationSink& sink);

/// Does `work`. What it throws comes out as DatabaseError or ScriptError naming the origin.
/// `before_script_error` is called first when the fault is the script's own: what the script did
/// before may have failed earlier.
void attribute_failures(const Origin& origin, const std::function<void()>& work,
                        const std::function<void()>& before_script_error = {});

/// What the hooks are told of a step, given the version table's rows after it.
VersionApplied version_applied(const Step& step, const std::vector<std::string>& rows);

/// What a step does to the version table, as Alembic logs it at DEBUG: "update a to b".
std::string describe_rows(const Step& step);

/// The plan for these rows; what is to be noticed of it, or of its failure, is reported.
Plan make_plan(const RunRequest& request, const std::vector<std::string>& rows);
void report_warnings(Reporter* reporter, const Plan& plan);

}  // namespace retort
