// SPDX-License-Identifier: MIT
#include "command/squash_data.h"

#include "command/database.h"
#include "command/sql_cursor.h"
#include "command/table_key.h"
#include "op/describe.h"
#include "runtime/run_observer.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace retort::command {
namespace {

class StatementObserver final : public RunObserver {
 public:
  StatementObserver(DraftStatements& found, bool upgrade) : found_(found), upgrade_(upgrade) {}

  void step_begins(const Step& step, const std::string&) override { revision_ = step.revision; }
  void operation(const Operation& operation, const std::vector<Statement>& statements) override {
    if (upgrade_) note_renames(operation, statements);
    const bool inserts = std::holds_alternative<op::BulkInsert>(operation.base());
    if (!inserts && !std::holds_alternative<op::Execute>(operation.base())) return;
    for (const Statement& statement : statements) {
      const StatementKind kind = inserts ? StatementKind::data : statement_kind(statement.sql);
      if (kind == StatementKind::other) {
        (upgrade_ ? found_.other : found_.undo).push_back({revision_, statement.sql});
      } else if (kind == StatementKind::data && upgrade_) {
        found_.data.push_back({revision_, statement.sql});
      }
    }
  }
  void version_statement(const std::string&) override {}
  void transaction_begins() override {}
  void transaction_ends() override {}
  void step_failed(const std::string&) override {
    if (upgrade_) found_.unreadable.push_back(revision_);
  }
  void way_back(WayBack, const std::string&) override {}

 private:
  void note_renames(const Operation& operation, const std::vector<Statement>& statements) {
    // A table that is built anew has no statements yet.
    if (const auto* batch = std::get_if<op::AlterTableBatch>(&operation.base());
        batch != nullptr && statements.empty()) {
      for (const Operation& part : batch->operations) note_rename(part);
      return;
    }
    for (const Statement& statement : statements) {
      std::optional<DraftRename> rename = find_rename(statement.sql);
      if (!rename) continue;
      rename->statement = {revision_, statement.sql};
      found_.renames.push_back(std::move(*rename));
    }
  }
  void note_rename(const Operation& operation) {
    const auto* alter = std::get_if<op::AlterColumn>(&operation.base());
    if (alter == nullptr || !alter->new_column_name) return;
    found_.renames.push_back(
        {.table = table_key(alter->table), .statement = {revision_, describe(operation)}});
  }

  DraftStatements& found_;
  bool upgrade_;
  std::string revision_;
};

}  // namespace

StatementKind statement_kind(std::string_view sql) {
  SqlCursor at(sql);
  if (at.accept({"COMMENT", "ON"})) return StatementKind::schema;
  if (at.is("GRANT") || at.is("REVOKE")) return StatementKind::other;
  if (!at.is("CREATE") && !at.is("ALTER") && !at.is("DROP")) return StatementKind::data;
  at.skip();
  while (at.is("UNIQUE") || at.is("TEMP") || at.is("TEMPORARY") || at.is("UNLOGGED")) at.skip();
  // What a query fills a new table with.
  if (at.is("TABLE") && at.has("AS")) return StatementKind::data;
  const bool seen = at.is("TABLE") || at.is("INDEX") || at.is("TYPE") || at.is("SEQUENCE");
  return seen ? StatementKind::schema : StatementKind::other;
}

std::optional<DraftRename> find_rename(std::string_view sql) {
  SqlCursor at(sql);
  if (at.accept({"ALTER", "TYPE"})) {
    DraftRename found{.type = at.name()};
    return at.is("RENAME") || at.is("SET") ? std::optional(found) : std::nullopt;
  }
  if (!at.accept({"ALTER", "TABLE"})) return {};
  at.accept({"IF", "EXISTS"});
  at.accept("ONLY");
  DraftRename found{.table = at.name()};
  if (at.accept({"SET", "SCHEMA"})) return found;
  if (!at.accept("RENAME") || at.is("CONSTRAINT")) return {};
  return found;
}

DraftStatements read_statements(Project& project, const DraftRange& range) {
  DraftStatements found;
  const std::string& last = range.last().revision;
  StatementObserver up(found, true);
  visit_database(project, {.command = "upgrade",
                           .plan =
                               [&](const std::vector<std::string>& rows) {
                                 return plan_upgrade(project.map(), rows, last);
                               },
                           .offline = true,
                           .destination = {last},
                           .start_rows = range.rows_before(),
                           .observer = &up});
  StatementObserver down(found, false);
  const std::string target = range.parent.value_or("base");
  visit_database(project, {.command = "downgrade",
                           .plan =
                               [&](const std::vector<std::string>& rows) {
                                 return plan_downgrade(project.map(), rows, target);
                               },
                           .offline = true,
                           .destination = {target},
                           .start_rows = std::vector<std::string>{last},
                           .observer = &down});
  return found;
}

}  // namespace retort::command
