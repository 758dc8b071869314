// SPDX-License-Identifier: MIT
// What an upgrade or a downgrade would do, for somebody who reviews it: steps, SQL, transactions,
// and what may hurt a database in use.
#pragma once

#include "retort/api.h"
#include "retort/command.h"
#include "retort/revision.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::command {

/// How much a hazard asks for attention.
enum class Severity {
  low,     ///< to be known
  medium,  ///< harmless on a quiet or small table; to be thought about on others
  high,    ///< loses data, fails, or keeps everybody else waiting
};
/// "low", "medium", "high".
RETORT_API std::string_view severity_name(Severity severity);
/// Nothing for a word that is none of them.
RETORT_API std::optional<Severity> find_severity(std::string_view name);

/// Something that a statement or a step may do to a database in use.
struct Hazard {
  Severity severity = Severity::low;
  std::string code = {};       ///< "table-rewrite"; docs/review.md lists them
  std::string revision = {};   ///< the step's
  std::string statement = {};  ///< that it is about; empty: the step as a whole
  std::string why = {};        ///< one sentence
  std::string instead = {};    ///< what to do instead; may be empty
  bool operator==(const Hazard&) const = default;
};

struct PlannedStatement {
  std::string sql = {};
  int transaction = 0;  ///< counted from 1; 0: outside of any
  bool of_version_table = false;
  /// Not SQL but words: only a live database tells the statements (a table that is built anew).
  bool in_words = false;
  bool operator==(const PlannedStatement&) const = default;
};

struct PlannedStep {
  Step step = {};
  std::string path = {};  ///< of its file
  std::vector<PlannedStatement> statements = {};
  /// Why the statements could not be written without a database; those before that point are there.
  std::optional<std::string> needs_database = {};
  std::vector<Hazard> hazards = {};
};

struct MigrationPlan {
  std::string url = {};  ///< password masked; empty: no database was asked
  std::string dialect = {};
  bool is_upgrade = true;
  std::vector<std::string> start_rows = {};
  std::vector<PlannedStep> steps = {};
  int transactions = 0;
};

struct PlanOptions {
  std::string target = "head";
  /// The target lies behind; also found out for "base", relative and earlier targets.
  bool downgrade = false;
  /// Where the database is, instead of asking it: a revision, or "base".
  std::optional<std::string> from = {};
};
/// Reads the version table and the sizes of the tables, and writes nothing. Throws what `upgrade`
/// throws before it runs something.
RETORT_API MigrationPlan plan(const Session& session, const PlanOptions& options = {});
/// The gravest of all; nothing when there are none.
RETORT_API std::optional<Severity> worst_hazard(const MigrationPlan& plan);

}  // namespace retort::command
