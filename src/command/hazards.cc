// SPDX-License-Identifier: MIT
#include "command/hazards.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

namespace retort::command {
namespace {

constexpr double small_table = 10'000;
constexpr double large_table = 1'000'000;

Severity weighed(Severity severity, double rows) {
  if (rows < small_table) return severity == Severity::high ? Severity::medium : Severity::low;
  if (rows >= large_table) return severity == Severity::low ? Severity::medium : Severity::high;
  return severity;
}

constexpr const char* on_quiet_hours =
    "Run it when nobody waits for the table, with a lock_timeout so that it gives up rather than "
    "keep everybody waiting.";

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::low:
      return "low";
    case Severity::medium:
      return "medium";
    case Severity::high:
      return "high";
  }
  return "";
}

std::optional<Severity> find_severity(std::string_view name) {
  for (const Severity severity : {Severity::low, Severity::medium, Severity::high}) {
    if (severity_name(severity) == name) return severity;
  }
  return std::nullopt;
}

HazardFinder::HazardFinder(std::string dialect, int server_version, KnownTables tables)
    : dialect_(std::move(dialect)), server_version_(server_version), tables_(std::move(tables)) {}

void HazardFinder::begin_transaction() { transaction_ = true; }

void HazardFinder::end_transaction() {
  transaction_ = false;
  created_types_.clear();
  added_values_.clear();
  unvalidated_.clear();
}

void HazardFinder::note_column_type(const std::string& table, const std::string& column,
                                    const std::string& type) {
  tables_[table].columns.emplace(column, type);
}

bool HazardFinder::known_empty(const std::string& table) const {
  const auto found = tables_.find(table);
  return found != tables_.end() && found->second.rows && *found->second.rows == 0;
}

void HazardFinder::add(Severity severity, std::string code, std::string why, std::string instead) {
  found_.push_back({.severity = severity,
                    .code = std::move(code),
                    .revision = revision_,
                    .statement = statement_,
                    .why = std::move(why),
                    .instead = std::move(instead)});
}

void HazardFinder::add_weighed(const std::string& table, Severity severity, std::string code,
                               std::string why, std::string instead) {
  const auto found = tables_.find(table);
  if (found != tables_.end() && found->second.rows) {
    const double rows = *found->second.rows;
    severity = weighed(severity, rows);
    why += rows == 0 ? " (no rows at present)" : fmt::format(" (about {:.0f} rows)", rows);
  }
  add(severity, std::move(code), std::move(why), std::move(instead));
}

std::vector<Hazard> HazardFinder::statement(const std::string& sql) {
  found_.clear();
  statement_ = sql;
  std::vector<SqlToken> tokens = sql_tokens(sql);
  use_enum_values(tokens);
  SqlCursor at(std::move(tokens));
  if (at.accept("ALTER")) {
    alter(at);
  } else if (at.accept("CREATE")) {
    create(at);
  } else if (at.accept("DROP")) {
    drop(at);
  } else if (at.is("UPDATE") || at.is("DELETE") || at.is("TRUNCATE")) {
    change_data(at);
  } else {
    maintain(at);
  }
  return std::exchange(found_, {});
}

std::vector<Hazard> HazardFinder::rebuild(const op::AlterTableBatch& batch,
                                          const std::string& words) {
  found_.clear();
  statement_ = words;
  const std::string& table = batch.table.name;
  if (!is_new(table)) {
    add_weighed(table, Severity::medium, "table-rebuild",
                fmt::format("SQLite can change {} only by building it anew: its rows are copied "
                            "while nobody else can write",
                            table),
                "Put all changes of the table into one batch_alter_table.");
    for (const Operation& part : batch.operations) {
      if (const auto* drop = std::get_if<op::DropColumn>(&part.base())) {
        add(Severity::high, "data-loss",
            fmt::format("What {}.{} holds is lost", table, drop->column),
            "Take a backup, or keep the column until nothing reads it.");
      }
      const auto* alter = std::get_if<op::AlterColumn>(&part.base());
      if (alter != nullptr && alter->new_column_name) {
        add(Severity::medium, "rename",
            fmt::format("Programs that run know {}.{} by its old name", table, alter->column),
            "Add the new column, fill it, and drop the old one in a later release.");
      }
    }
  }
  return std::exchange(found_, {});
}

void HazardFinder::use_enum_values(const std::vector<SqlToken>& tokens) {
  for (const SqlToken& token : tokens) {
    if (token.kind != SqlTokenKind::string) continue;
    const auto added = added_values_.find(token.text);
    if (added == added_values_.end()) continue;
    add(Severity::high, "enum-value-used",
        fmt::format("'{}' was added to {} in this transaction; it cannot be used before that is "
                    "committed",
                    token.text, added->second),
        "Add the value in a revision of its own that runs outside of the transaction "
        "(autocommit_block), or use a transaction for each migration.");
    return;
  }
}

// ---------------------------------------------------------------------------------- CREATE

void HazardFinder::create(SqlCursor at) {
  const bool unique = at.accept("UNIQUE");
  if (at.accept("INDEX")) return create_index(at, unique);
  if (at.accept("TYPE")) {
    created_types_.insert(at.name());
    return;
  }
  while (at.is("OR") || at.is("REPLACE") || at.is("TEMP") || at.is("TEMPORARY") ||
         at.is("UNLOGGED") || at.is("GLOBAL") || at.is("LOCAL") || at.is("CONSTRAINT") ||
         at.is("MATERIALIZED")) {
    at.skip();
  }
  if (at.accept("TABLE") || at.accept("VIEW")) {
    at.accept({"IF", "NOT", "EXISTS"});
    created_.insert(at.name());
  } else if (at.accept("TRIGGER") && is_postgresql()) {
    at.until({"ON"});
    at.skip();
    if (const std::string table = at.name(); !is_new(table)) {
      add(Severity::low, "trigger-lock",
          fmt::format("Waits for all who write to {}, and lets nobody write until the end of the "
                      "transaction",
                      table),
          "");
    }
  }
}

void HazardFinder::create_index(SqlCursor at, bool unique) {
  if (!is_postgresql()) return;
  const bool concurrently = at.accept("CONCURRENTLY");
  at.accept({"IF", "NOT", "EXISTS"});
  std::string index;
  if (!at.is("ON")) index = at.name();
  at.accept("ON");
  at.accept("ONLY");
  const std::string table = at.name();
  if (concurrently && in_transaction()) {
    add(Severity::high, "concurrently-in-transaction",
        "CREATE INDEX CONCURRENTLY fails within a transaction",
        "Put it into op.get_context().autocommit_block(); in a .sql file: '-- transaction: "
        "false'.");
  }
  if (is_new(table)) return;
  if (!concurrently) {
    add_weighed(table, Severity::medium, "index-not-concurrent",
                fmt::format("Nobody can write to {} while the index is built", table),
                "CREATE INDEX CONCURRENTLY (postgresql_concurrently=True) in "
                "op.get_context().autocommit_block().");
  }
  if (unique && !known_empty(table)) {
    add(Severity::low, "unique-may-fail",
        fmt::format("Fails if {} has rows that are equal there", table),
        "Look for them before: SELECT ... GROUP BY ... HAVING count(*) > 1.");
  }
}

// ------------------------------------------------------------------------------------ DROP

void HazardFinder::drop(SqlCursor at) {
  if (at.accept("INDEX")) return drop_index(at);
  at.accept("MATERIALIZED");
  const bool cascade = at.has("CASCADE");
  const bool holds_data = at.is("TABLE") || at.is("SCHEMA") || at.is("DATABASE");
  at.skip();
  at.accept({"IF", "EXISTS"});
  while (!at.at_end()) {
    const std::string name = at.name();
    at.until_comma();
    if (name.empty() || created_.erase(name) != 0) continue;
    if (holds_data) {
      add(known_empty(name) ? Severity::low : Severity::high, "data-loss",
          fmt::format("What {} holds is lost", name),
          "Take a backup; or rename it first, and drop it in a later release.");
    }
    if (cascade) {
      add(Severity::high, "drop-cascade",
          fmt::format("CASCADE also drops whatever depends on {}, seen or not", name),
          "Drop what depends on it by name, without CASCADE.");
    }
  }
}

void HazardFinder::drop_index(SqlCursor at) {
  if (!is_postgresql()) return;
  const bool concurrently = at.accept("CONCURRENTLY");
  at.accept({"IF", "EXISTS"});
  const std::string index = at.name();
  if (concurrently && in_transaction()) {
    add(Severity::high, "concurrently-in-transaction",
        "DROP INDEX CONCURRENTLY fails within a transaction",
        "Put it into op.get_context().autocommit_block(); in a .sql file: '-- transaction: "
        "false'.");
  }
  if (concurrently) return;
  add(Severity::low, "index-not-concurrent",
      fmt::format("Waits for all who use the table of {}, and keeps everybody out meanwhile and "
                  "until the end of the transaction",
                  index),
      "DROP INDEX CONCURRENTLY (postgresql_concurrently=True) in "
      "op.get_context().autocommit_block().");
}

// ------------------------------------------------------------------------------------ data

void HazardFinder::change_data(SqlCursor at) {
  if (at.accept("TRUNCATE")) {
    at.accept("TABLE");
    at.accept("ONLY");
    while (!at.at_end()) {
      const std::string table = at.name();
      at.until_comma();
      if (table.empty() || is_new(table)) continue;
      add(Severity::high, "data-loss", fmt::format("All rows of {} are deleted", table),
          "Take a backup.");
    }
    return;
  }
  if (at.accept({"DELETE", "FROM"})) {
    at.accept("ONLY");
    const std::string table = at.name();
    if (is_new(table)) return;
    const bool some = at.has("WHERE");
    add(some ? Severity::medium : Severity::high, "data-loss",
        fmt::format("{} of {} are deleted", some ? "Rows" : "All rows", table),
        "Keep them in another table until it is certain that nobody misses them.");
    return;
  }
  at.accept("UPDATE");
  at.accept("ONLY");
  const std::string table = at.name();
  if (is_new(table) || at.has("WHERE")) return;
  add_weighed(table, Severity::medium, "whole-table-update",
              fmt::format("Every row of {} is written anew, and is locked until the end of the "
                          "transaction",
                          table),
              "Update in portions of some thousand rows, each in a transaction of its own.");
}

void HazardFinder::maintain(SqlCursor at) {
  if (!is_postgresql()) return;
  if (at.accept("LOCK")) {
    at.accept("TABLE");
    const std::string table = at.name();
    if (!is_new(table)) {
      add(Severity::medium, "explicit-lock",
          fmt::format("Keeps others from {} until the end of the transaction", table),
          on_quiet_hours);
    }
  } else if (at.is("VACUUM") || at.is("CLUSTER") || at.is("REINDEX")) {
    const bool vacuum = at.accept("VACUUM");
    if (vacuum && in_transaction()) {
      add(Severity::high, "vacuum-in-transaction", "VACUUM fails within a transaction",
          "Put it into op.get_context().autocommit_block().");
    }
    if (at.has("CONCURRENTLY") || (vacuum && !at.has("FULL"))) return;
    add(Severity::high, "table-rewrite",
        "Writes the table or its indexes anew, and keeps others out", on_quiet_hours);
  } else if (at.accept({"REFRESH", "MATERIALIZED", "VIEW"}) && !at.is("CONCURRENTLY")) {
    if (const std::string view = at.name(); !is_new(view)) {
      add(Severity::medium, "refresh-not-concurrent",
          fmt::format("Nobody can read {} while it is made anew", view),
          "REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on it.");
    }
  } else if (at.is("DO") || at.is("CALL")) {
    add(Severity::low, "not-read", "What this block does cannot be told from here",
        "Read it by hand.");
  }
}

}  // namespace retort::command
