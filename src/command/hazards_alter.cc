// SPDX-License-Identifier: MIT
// ALTER statements.
#include "command/hazards.h"

#include <fmt/format.h>

#include <utility>

namespace retort::command {
namespace {

constexpr const char* add_not_valid =
    "Add it with NOT VALID (postgresql_not_valid=True), and VALIDATE CONSTRAINT in a later "
    "transaction, which lets others write.";
constexpr const char* rewrite_steps =
    "Add a new column, fill it in portions, and let the application change over; or run it when "
    "nobody waits for the table.";

/// Where the type of a column definition ends.
std::vector<SqlToken> column_type(SqlCursor& at) {
  return at.until({"NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "REFERENCES", "CHECK",
                   "GENERATED", "CONSTRAINT", "COLLATE", "USING", "COMMENT", "AFTER", "FIRST"});
}

bool is_serial(const std::string& type) {
  return type == "serial" || type == "bigserial" || type == "smallserial" || type == "serial4" ||
         type == "serial8" || type == "serial2";
}

/// "c IS NOT NULL" is all that a check says: its column.
std::string not_null_column(std::vector<SqlToken> condition) {
  while (condition.size() > 2 && condition.front().text == "(" && condition.back().text == ")") {
    condition.erase(condition.begin());
    condition.pop_back();
  }
  SqlCursor at(std::move(condition));
  std::string column = at.identifier();
  return at.accept({"IS", "NOT", "NULL"}) && at.at_end() ? column : std::string();
}

}  // namespace

void HazardFinder::alter(SqlCursor at) {
  if (at.accept("TYPE")) return alter_type(at);
  if (at.accept("TABLE") || at.accept({"FOREIGN", "TABLE"}) ||
      at.accept({"MATERIALIZED", "VIEW"}) || at.accept("VIEW")) {
    return alter_table(at);
  }
  if (at.accept("SCHEMA") && at.has("RENAME")) {
    add(Severity::medium, "rename", "Programs that run know the schema by its old name",
        "Change search_path or the programs first.");
  }
}

void HazardFinder::alter_type(SqlCursor at) {
  if (!is_postgresql()) return;
  constexpr int usable_in_transaction = 120000;
  const std::string type = at.name();
  if (at.accept({"ADD", "VALUE"})) {
    at.accept({"IF", "NOT", "EXISTS"});
    const std::vector<SqlToken> rest = at.rest();
    if (!in_transaction() || rest.empty() || created_types_.count(type) != 0) return;
    if (server_version_ != 0 && server_version_ < usable_in_transaction) {
      add(Severity::high, "enum-value-in-transaction",
          "ALTER TYPE ... ADD VALUE fails within a transaction before PostgreSQL 12",
          "Put it into op.get_context().autocommit_block().");
    }
    added_values_[rest.front().text] = type;
  } else if (at.is("RENAME")) {
    add(Severity::medium, "rename",
        fmt::format("Programs that run know {} or its value by its old name", type),
        "Add the new value and change the rows; the old one can stay.");
  }
}

void HazardFinder::alter_table(SqlCursor at) {
  at.accept({"IF", "EXISTS"});
  at.accept("ONLY");
  const std::string table = at.name();
  at.accept("*");
  while (!at.at_end()) alter_table_action(table, SqlCursor(at.until_comma()));
}

void HazardFinder::alter_table_action(const std::string& table, SqlCursor at) {
  if (at.accept("RENAME")) return rename_in_table(table, at);
  if (is_new(table)) return;
  if (at.accept("ADD")) {
    if (at.is("CONSTRAINT") || at.is("CHECK") || at.is("FOREIGN") || at.is("PRIMARY") ||
        at.is("UNIQUE") || at.is("EXCLUDE")) {
      return add_constraint(table, at);
    }
    at.accept("COLUMN");
    return add_column(table, at);
  }
  if (at.accept("DROP")) return drop_from_table(table, at);
  if (at.accept("ALTER") || at.accept("MODIFY")) {
    if (at.is("CONSTRAINT")) return;
    at.accept("COLUMN");
    return alter_column(table, at);
  }
  if (!is_postgresql()) return;
  if (at.accept({"VALIDATE", "CONSTRAINT"})) {
    const std::string name = at.identifier();
    if (unvalidated_.count(table + "." + name) != 0) {
      add(Severity::low, "validate-in-transaction",
          fmt::format("The lock that adding {} took is held while {} is read", name, table),
          "Validate in a later transaction than the one that adds the constraint.");
    }
  } else if (at.is("SET", 0) && (at.is("LOGGED", 1) || at.is("UNLOGGED", 1) ||
                                 at.is("TABLESPACE", 1) || at.is("ACCESS", 1))) {
    add_weighed(table, Severity::high, "table-rewrite",
                fmt::format("{} is written anew while nobody can read or write it", table),
                "Run it when nobody waits for the table.");
  } else if (at.accept({"SET", "SCHEMA"})) {
    add(Severity::medium, "rename",
        fmt::format("Programs that run look for {} in its old schema", table),
        "Leave a view of the old name in the old schema.");
  } else if (at.accept({"ATTACH", "PARTITION"})) {
    add_weighed(table, Severity::low, "long-lock",
                "Reads all rows of the new partition, unless a CHECK says what it holds",
                "Add a CHECK like the partition's bound first, and drop it afterwards.");
  }
}

void HazardFinder::add_column(const std::string& table, SqlCursor at) {
  at.accept({"IF", "NOT", "EXISTS"});
  const std::string column = at.identifier();
  const std::string type = plain_text(column_type(at));
  if (column.empty()) return;
  tables_[table].columns[column] = type;
  const bool generated = at.has("GENERATED");
  const bool identity = generated && at.has("IDENTITY");
  const bool stored = generated && at.has("STORED");
  SqlCursor default_at = at;
  default_at.until({"DEFAULT"});
  // "GENERATED BY DEFAULT AS IDENTITY" is none.
  const bool has_default = !generated && default_at.accept("DEFAULT");
  const std::string place = table + "." + column;
  if (is_postgresql()) {
    const auto rewrites = [&](Severity severity, const std::string& what) {
      add_weighed(
          table, severity, "table-rewrite",
          fmt::format("{}: {} is written anew while nobody can read or write it", what, table),
          "Add the column without it, fill it in portions, and set the default for new "
          "rows by itself.");
    };
    constexpr int fast_defaults = 110000;
    if (is_serial(type)) rewrites(Severity::high, "Rows get numbers");
    if (identity) rewrites(Severity::high, "Rows get numbers");
    if (stored) rewrites(Severity::high, "The value is computed for each row");
    if (has_default) {
      const std::vector<SqlToken> expression = default_at.until(
          {"NOT", "NULL", "UNIQUE", "PRIMARY", "REFERENCES", "CHECK", "CONSTRAINT"});
      const Volatility volatility = default_volatility(expression);
      if (server_version_ != 0 && server_version_ < fast_defaults) {
        rewrites(Severity::high, "The default is written into each row");
      } else if (volatility == Volatility::volatile_) {
        rewrites(Severity::high, "The default is another one for each row");
      } else if (volatility == Volatility::unknown) {
        rewrites(Severity::medium, "If the default's function is volatile");
      }
    }
    if (at.has("PRIMARY", "KEY") || at.has("UNIQUE")) {
      add_weighed(table, Severity::high, "long-lock",
                  fmt::format("Nobody can read or write {} while the index is built", table),
                  "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX.");
    }
    if (at.has("CHECK") || (at.has("REFERENCES") && has_default)) {
      add_weighed(table, Severity::medium, "long-lock",
                  fmt::format("All rows of {} are read while others cannot use it", table),
                  add_not_valid);
    }
  }
  const bool required = at.has("NOT", "NULL") || at.has("PRIMARY", "KEY");
  if (required && !has_default && !generated && !is_serial(type)) {
    const bool always = dialect_ == "sqlite";
    add(known_empty(table) && !always ? Severity::low : Severity::high, "not-null-without-default",
        fmt::format("{} must have a value and there is none for the rows that are there: fails {}",
                    place, always ? "on SQLite" : "unless the table is empty"),
        "Give it a server default; or add it nullable, fill it, and then set NOT NULL.");
  }
}

void HazardFinder::add_constraint(const std::string& table, SqlCursor at) {
  std::string name;
  if (at.accept("CONSTRAINT")) name = at.identifier();
  if (!is_postgresql()) return;
  const bool not_valid = at.has("NOT", "VALID");
  if (not_valid && in_transaction()) unvalidated_.insert(table + "." + name);
  if (at.accept("CHECK")) {
    const std::string column = not_null_column(at.brackets());
    if (!column.empty()) not_null_checks_.insert(table + "." + column);
    if (not_valid) return;
    add_weighed(
        table, Severity::medium, "long-lock",
        fmt::format("All rows of {} are read while nobody else can read or write it", table),
        add_not_valid);
  } else if (at.accept({"FOREIGN", "KEY"})) {
    if (not_valid) return;
    at.until({"REFERENCES"});
    at.skip();
    const std::string referred = at.name();
    add_weighed(table, Severity::medium, "long-lock",
                fmt::format("All rows of {} are read while nobody can write to it{}", table,
                            referred.empty() || referred == table ? "" : " or to " + referred),
                add_not_valid);
  } else if (at.is("PRIMARY") || at.is("UNIQUE")) {
    if (at.has("USING", "INDEX")) return;
    add_weighed(table, Severity::high, "long-lock",
                fmt::format("Nobody can read or write {} while the index is built", table),
                "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX.");
  } else if (at.is("EXCLUDE")) {
    add_weighed(table, Severity::high, "long-lock",
                fmt::format("Nobody can read or write {} while the index is built", table),
                "Run it when nobody waits for the table; there is no concurrent way.");
  }
}

void HazardFinder::drop_from_table(const std::string& table, SqlCursor at) {
  if (at.accept("CONSTRAINT") || at.is("PRIMARY") || at.is("FOREIGN") || at.is("INDEX")) {
    if (at.has("CASCADE")) {
      add(Severity::high, "drop-cascade", "CASCADE also drops what depends on the constraint",
          "Drop what depends on it by name, without CASCADE.");
    }
    return;
  }
  at.accept("COLUMN");
  at.accept({"IF", "EXISTS"});
  const std::string column = at.identifier();
  if (column.empty()) return;
  add(known_empty(table) ? Severity::low : Severity::high, "data-loss",
      fmt::format("What {}.{} holds is lost, and programs that run still ask for it", table,
                  column),
      "Deploy what does without it first, take a backup, and drop it in a later release.");
  if (at.has("CASCADE")) {
    add(Severity::high, "drop-cascade",
        fmt::format("CASCADE also drops whatever depends on {}.{}", table, column),
        "Drop what depends on it by name, without CASCADE.");
  }
}

void HazardFinder::alter_column(const std::string& table, SqlCursor at) {
  const std::string column = at.identifier();
  if (!is_postgresql()) return;
  if (at.accept("TYPE") || at.accept({"SET", "DATA", "TYPE"}))
    return change_type(table, column, at);
  if (at.accept({"SET", "NOT", "NULL"})) return set_not_null(table, column);
  if (at.is("ADD") && at.has("IDENTITY")) {
    add(Severity::low, "identity-counter",
        fmt::format("The counter of {}.{} begins at 1, whatever numbers the rows have", table,
                    column),
        "Set it behind them: SELECT setval(pg_get_serial_sequence(...), max(...)).");
  }
}

void HazardFinder::change_type(const std::string& table, const std::string& column, SqlCursor at) {
  const std::string to = plain_text(column_type(at));
  std::string& from = tables_[table].columns[column];
  const TypeChange change = compare_types(from, to);
  const std::string place = table + "." + column;
  const std::string words = from.empty() ? fmt::format("{} becomes {}", place, to)
                                         : fmt::format("{} of type {} becomes {}", place, from, to);
  if (change.rewrite == TypeChange::Rewrite::yes) {
    add_weighed(table, Severity::high, "table-rewrite",
                words +
                    ": the table and its indexes are written anew while nobody can read or "
                    "write it",
                rewrite_steps);
  } else if (change.rewrite == TypeChange::Rewrite::unknown) {
    add_weighed(table, Severity::medium, "table-rewrite",
                words +
                    ": unless the old type is one that can stay as it is, the table is written "
                    "anew while nobody can read or write it",
                rewrite_steps);
  }
  if (change.narrows && !known_empty(table)) {
    add(Severity::high, "narrowing", words + ": values may not fit, or lose something",
        "Look for such values before, and decide what becomes of them.");
  }
  from = to;
}

void HazardFinder::rename_in_table(const std::string& table, SqlCursor at) {
  if (at.accept("CONSTRAINT")) return;
  if (at.accept("TO") || at.accept("AS")) {
    const std::string name = at.name();
    if (created_.erase(table) != 0) {
      created_.insert(name);
      return;
    }
    const std::size_t dot = table.rfind('.');
    tables_[dot == std::string::npos ? name : table.substr(0, dot + 1) + name] = tables_[table];
    add(Severity::medium, "rename", fmt::format("Programs that run know {} by its old name", table),
        "Rename it when they are stopped; or leave a view of the old name behind.");
    return;
  }
  at.accept("COLUMN");
  const std::string column = at.identifier();
  at.accept("TO");
  const std::string name = at.identifier();
  if (is_new(table) || column.empty()) return;
  std::map<std::string, std::string>& columns = tables_[table].columns;
  columns[name] = columns[column];
  // One that this plan has added is nobody's yet, but the name that it takes was somebody's.
  add(Severity::medium, "rename",
      fmt::format("Programs that run know {}.{} by its old name", table, column),
      "Add the new column, fill it, and drop the old one in a later release.");
}

void HazardFinder::set_not_null(const std::string& table, const std::string& column) {
  constexpr int trusts_checks = 120000;
  const bool trusted = server_version_ == 0 || server_version_ >= trusts_checks;
  if (trusted && not_null_checks_.count(table + "." + column) != 0) return;
  add_weighed(
      table, Severity::medium, "long-lock",
      fmt::format("All rows of {} are read while nobody else can read or write it; fails if "
                  "one has no {}",
                  table, column),
      fmt::format("ADD CONSTRAINT ... CHECK ({} IS NOT NULL) NOT VALID, VALIDATE it in a "
                  "later transaction, then SET NOT NULL, which trusts it.",
                  column));
}

}  // namespace retort::command
