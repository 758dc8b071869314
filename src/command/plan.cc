// SPDX-License-Identifier: MIT
// Looks at a run on paper, and at each of its statements.
#include "retort/plan.h"

#include "retort/dialect.h"
#include "retort/error.h"

#include "base/text.h"
#include "command/database.h"
#include "command/hazards.h"
#include "command/project.h"
#include "command/table_key.h"
#include "op/describe.h"
#include "runtime/run_observer.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>
#include <variant>

namespace retort::command {
namespace {

/// What was read from the database before the plan was made.
struct FoundDatabase {
  std::vector<std::string> rows = {};
  std::string url = {};
  std::string dialect = {};
  int server_version = 0;
  KnownTables tables = {};
};

/// About how many rows each table has, as the server's statistics say. Never analyzed and without
/// pages: none.
constexpr const char* row_counts =
    "SELECT CASE WHEN nspname = 'public' THEN '' ELSE nspname || '.' END || relname, "
    "CASE WHEN reltuples < 0 AND pg_relation_size(c.oid) > 0 THEN NULL "
    "WHEN reltuples <= 0 AND pg_relation_size(c.oid) > 0 THEN NULL "
    "ELSE greatest(reltuples, 0)::float8 END "
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace "
    "WHERE relkind IN ('r', 'p', 'm') AND nspname NOT LIKE 'pg\\_%' "
    "AND nspname <> 'information_schema'";

void read_tables(Connection& connection, FoundDatabase& found) {
  const Dialect& language = dialect(connection.dialect_name());
  // With the eyes of a comparison: virtual tables and the like are passed over.
  for (const Table& table :
       language.reflect_tables(connection, std::nullopt, {}, {.comparing = true})) {
    KnownTable& known = found.tables[table_key(table.name)];
    for (const Column& column : table.columns) {
      known.columns[column.name] = lower_ascii(language.format_type(column.type));
    }
  }
  if (connection.dialect_name() != "postgresql") return;
  for (const Row& row : connection.run({.sql = row_counts})) {
    const auto* name = std::get_if<std::string>(&row[0].base());
    const auto* rows = std::get_if<double>(&row[1].base());
    if (name != nullptr && rows != nullptr) found.tables[*name].rows = *rows;
  }
}

FoundDatabase read_database(Project& project) {
  FoundDatabase found;
  visit_database(project, {.command = "plan",
                           .plan =
                               [&](const std::vector<std::string>& rows) {
                                 found.rows = rows;
                                 return Plan();
                               },
                           .create_version_table = false,
                           .only_looks = true,
                           .on_database = [&](const std::string& url) { found.url = url; },
                           .look =
                               [&](Connection& connection, const EnvironmentOptions&) {
                                 found.dialect = connection.dialect_name();
                                 found.server_version = connection.server_version();
                                 read_tables(connection, found);
                               }});
  return found;
}

/// Rows that a symbol stands for, given instead of a database.
std::vector<std::string> rows_of(const RevisionMap& map, const std::string& symbol) {
  std::vector<std::string> rows;
  for (const Revision* revision : resolve_revisions(map, symbol)) {
    rows.push_back(revision->revision);
  }
  return rows;
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// Whether the way to the target leads down.
bool leads_down(const RevisionMap& map, const std::vector<std::string>& rows,
                const std::string& target) {
  if (target == "base" || target.ends_with("@base")) return true;
  if (const auto relative = parse_relative_target(target)) {
    if (!relative->symbol) return relative->steps < 0;
  }
  const std::vector<const Revision*> wanted = resolve_revisions(map, target);
  if (wanted.empty() || rows.empty()) return false;
  // Rows that nobody knows are for the upgrade to name.
  for (const std::string& row : rows) {
    if (map.find(row) == nullptr) return false;
  }
  const std::vector<const Revision*> applied =
      iterate_revisions(map, {.upper = rows, .lower = {}, .inclusive = true});
  return std::all_of(wanted.begin(), wanted.end(), [&](const Revision* revision) {
    return !contains(rows, revision->revision) &&
           std::find(applied.begin(), applied.end(), revision) != applied.end();
  });
}

/// Whether a script would fail on a database, too: what it asks for cannot be written as SQL.
bool is_fault(const std::string& reason) {
  return reason.starts_with("CompileError") || reason.starts_with("ArgumentError") ||
         reason.starts_with("IdentifierError");
}

class PlanObserver final : public RunObserver {
 public:
  PlanObserver(MigrationPlan& plan, FoundDatabase found)
      : plan_(plan),
        dialect_(found.dialect),
        finder_(found.dialect, found.server_version, std::move(found.tables)) {}

  void step_begins(const Step& step, const std::string& path) override {
    plan_.steps.push_back({.step = step, .path = path});
    finder_.begin_step(step.revision);
    if (!written_transactions()) open();
  }

  void operation(const Operation& operation, const std::vector<Statement>& statements) override {
    note_types(operation);
    if (const auto* batch = std::get_if<op::AlterTableBatch>(&operation.base());
        batch != nullptr && statements.empty()) {
      for (const Operation& part : batch->operations) note_types(part);
      const std::string words = describe(operation);
      step().statements.push_back({.sql = words, .transaction = transaction(), .in_words = true});
      keep(finder_.rebuild(*batch, words));
      return;
    }
    for (const Statement& statement : statements) {
      step().statements.push_back({.sql = statement.sql, .transaction = transaction()});
      keep(finder_.statement(statement.sql));
    }
  }

  void version_statement(const std::string& sql) override {
    step().statements.push_back(
        {.sql = sql, .transaction = transaction(), .of_version_table = true});
  }
  void transaction_begins() override {
    if (written_transactions() || !plan_.steps.empty()) open();
  }
  void transaction_ends() override {
    is_open_ = false;
    transaction_ = 0;
    finder_.end_transaction();
  }
  void step_failed(const std::string& reason) override {
    step().needs_database = reason;
    step().statements.push_back(
        {.sql = (is_fault(reason) ? "what follows fails: " : "what follows needs the database: ") +
                reason,
         .transaction = transaction(),
         .in_words = true});
    if (is_fault(reason)) {
      step().hazards.push_back({.severity = Severity::high,
                                .code = "fails",
                                .revision = step().step.revision,
                                .why = "The step cannot be carried out: " + reason,
                                .instead = "Correct the file."});
      return;
    }
    step().hazards.push_back(
        {.severity = Severity::medium,
         .code = "needs-database",
         .revision = step().step.revision,
         .why = "What the step does depends on the database's data, and cannot be told before it "
                "runs",
         .instead = "Read the file, and rehearse it: retort test."});
  }
  void way_back(WayBack found, const std::string& reason) override {
    if (found == WayBack::there || found == WayBack::unknown) return;
    // A revision that does nothing has nothing to undo.
    const std::vector<PlannedStatement>& all = step().statements;
    if (std::all_of(all.begin(), all.end(),
                    [](const PlannedStatement& statement) { return statement.of_version_table; })) {
      return;
    }
    step().hazards.push_back({.severity = Severity::medium,
                              .code = "irreversible",
                              .revision = step().step.revision,
                              .why = found == WayBack::nothing
                                         ? "Its downgrade does nothing: there is no way back"
                                         : "Its downgrade is refused: " + reason,
                              .instead = "Have a backup, or a plan to go forward from a failure."});
  }

 private:
  PlannedStep& step() {
    if (plan_.steps.empty()) plan_.steps.emplace_back();
    return plan_.steps.back();
  }
  /// A dialect without transactional DDL has no BEGIN in a script; a run has one for each step.
  bool written_transactions() const { return dialect(dialect_).info().transactional_ddl; }
  /// It is counted when something is done in it.
  void open() {
    is_open_ = true;
    transaction_ = 0;
    finder_.end_transaction();
    finder_.begin_transaction();
  }
  int transaction() {
    if (is_open_ && transaction_ == 0) transaction_ = ++plan_.transactions;
    return transaction_;
  }
  void keep(std::vector<Hazard> hazards) {
    for (Hazard& hazard : hazards) step().hazards.push_back(std::move(hazard));
  }
  void note_types(const Operation& operation) {
    const auto* alter = std::get_if<op::AlterColumn>(&operation.base());
    if (alter == nullptr || !alter->existing_type) return;
    finder_.note_column_type(table_key(alter->table), alter->column,
                             lower_ascii(dialect(dialect_).format_type(*alter->existing_type)));
  }

  MigrationPlan& plan_;
  std::string dialect_;
  HazardFinder finder_;
  bool is_open_ = false;
  int transaction_ = 0;
};

/// The dialect of a plan without a database: the URL's.
std::string configured_dialect(const Project& project) {
  const Session& session = project.session();
  return find_dialect(session.environment, session.config).info().name;
}

}  // namespace

MigrationPlan plan(const Session& session, const PlanOptions& options) {
  Project project(session);
  if (options.target.find(':') != std::string::npos) {
    throw Error("Range revision not allowed", ErrorCode::command,
                "Say where the database is with --from.");
  }
  MigrationPlan made;
  FoundDatabase found;
  if (options.from) {
    found.rows = rows_of(project.map(), *options.from);
    found.dialect = configured_dialect(project);
  } else {
    found = read_database(project);
    if (found.dialect.empty()) {
      throw Error("The env file has run no migrations", ErrorCode::command,
                  "It has to call context.run_migrations() whatever the command is; or say where "
                  "the database is with --from.");
    }
  }
  made.url = found.url;
  made.dialect = found.dialect;
  made.start_rows = found.rows;
  made.is_upgrade = !options.downgrade && !leads_down(project.map(), found.rows, options.target);
  const std::vector<std::string> rows = found.rows;
  const auto steps = [&](const std::vector<std::string>& start) {
    return made.is_upgrade ? plan_upgrade(project.map(), start, options.target)
                           : plan_downgrade(project.map(), start, options.target);
  };
  PlanObserver observer(made, std::move(found));
  visit_database(project, {.command = made.is_upgrade ? "upgrade" : "downgrade",
                           .plan = steps,
                           .offline = true,
                           .destination = {options.target},
                           .start_rows = rows,
                           .observer = &observer});
  return made;
}

std::optional<Severity> worst_hazard(const MigrationPlan& plan) {
  std::optional<Severity> worst;
  for (const PlannedStep& step : plan.steps) {
    for (const Hazard& hazard : step.hazards)
      worst = std::max(worst.value_or(Severity::low), hazard.severity);
  }
  return worst;
}

}  // namespace retort::command
