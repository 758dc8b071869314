// SPDX-License-Identifier: MIT
#include "runtime/table_rebuild.h"

#include "retort/error.h"

#include "dialect/sqlite/reflect.h"
#include "op/batch_renames.h"
#include "op/evolve.h"
#include "schema/lookup.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

constexpr int version_with_rename_column = 3025000;

std::int64_t number_of(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value.base());
  return number ? *number : 0;
}

// Sets a PRAGMA, and sets it back when the rebuild is over, however it ends.
class PragmaSetting {
 public:
  PragmaSetting(Connection& connection, std::string name, bool value)
      : connection_(connection), name_(std::move(name)) {
    before_ = is_on(connection_, name_);
    changed_ = before_ != value;
    if (changed_) set(value);
  }
  PragmaSetting(const PragmaSetting&) = delete;
  PragmaSetting& operator=(const PragmaSetting&) = delete;
  ~PragmaSetting() {
    if (!changed_) return;
    try {
      set(before_);
    } catch (const Error&) {  // the connection is lost, and its settings with it
    }
  }

  static bool is_on(Connection& connection, const std::string& name) {
    return number_of(connection.run({.sql = "PRAGMA " + name}).scalar()) != 0;
  }

 private:
  void set(bool value) {
    connection_.run({.sql = "PRAGMA " + name_ + (value ? " = ON" : " = OFF")});
  }

  Connection& connection_;
  std::string name_;
  bool before_ = false;
  bool changed_ = false;
};

// A transaction, or within one a savepoint; rolled back unless it is committed.
class OwnTransaction {
 public:
  explicit OwnTransaction(Connection& connection)
      : connection_(connection), outermost_(!connection.in_transaction()) {
    if (outermost_) {
      connection_.begin();
    } else {
      connection_.run({.sql = "SAVEPOINT retort_rebuild"});
    }
  }
  OwnTransaction(const OwnTransaction&) = delete;
  OwnTransaction& operator=(const OwnTransaction&) = delete;
  ~OwnTransaction() {
    if (!open_) return;
    try {
      if (outermost_) {
        connection_.rollback();
      } else {
        connection_.run({.sql = "ROLLBACK TO retort_rebuild"});
        connection_.run({.sql = "RELEASE retort_rebuild"});
      }
    } catch (const Error&) {  // the connection is lost, and the transaction with it
    }
  }
  void commit() {
    if (outermost_) {
      connection_.commit();
    } else {
      connection_.run({.sql = "RELEASE retort_rebuild"});
    }
    open_ = false;
  }

 private:
  Connection& connection_;
  bool outermost_;
  bool open_ = true;
};

// (table, the table it refers to) -> rows whose key finds nothing.
using Violations = std::map<std::pair<std::string, std::string>, std::int64_t>;

Violations violations_of(Connection& connection, const TableName& rebuilt,
                         const std::vector<std::string>& tables) {
  Violations found;
  for (const auto& table : tables) {
    Statement query{
        .sql = "SELECT parent, count(*) FROM pragma_foreign_key_check(?) GROUP BY parent",
        .parameters = {Value(table)}};
    if (rebuilt.schema && !rebuilt.schema->empty()) {
      query.sql = "SELECT parent, count(*) FROM pragma_foreign_key_check(?, ?) GROUP BY parent";
      query.parameters.emplace_back(*rebuilt.schema);
    }
    try {
      for (const auto& row : connection.run(query)) {
        const auto* parent = std::get_if<std::string>(&row[0].base());
        found[{table, parent ? *parent : std::string()}] = number_of(row[1]);
      }
    } catch (const DatabaseError&) {
      // "foreign key mismatch": the key refers to columns that are not unique (yet); no row can be
      // said to be right or wrong.
      continue;
    }
  }
  return found;
}

void require_no_new_violations(const Violations& before, const Violations& after) {
  for (const auto& [tables, count] : after) {
    const auto known = before.find(tables);
    const auto added = count - (known == before.end() ? 0 : known->second);
    if (added <= 0) continue;
    throw Error("Foreign key violated: " + std::to_string(added) +
                    (added == 1 ? " row of table '" : " rows of table '") + tables.first +
                    "' would refer to rows of table '" + tables.second + "' that do not exist",
                ErrorCode::invalid_request,
                "delete or correct those rows in the migration, before the table is changed");
  }
}

void require_safe_drop(Connection& connection, const TableName& table,
                       const std::vector<std::string>& referring) {
  const bool others = std::any_of(referring.begin(), referring.end(),
                                  [&](const std::string& name) { return name != table.name; });
  if (!others || !PragmaSetting::is_on(connection, "foreign_keys")) return;
  throw Error("Table '" + full_name(table) +
                  "' cannot be rebuilt while foreign keys are enforced: dropping the old table "
                  "would delete or break the rows of '" +
                  referring.front() + "' that refer to it",
              ErrorCode::invalid_request,
              "run migrations on a connection without PRAGMA foreign_keys = ON; it has no effect "
              "inside a transaction");
}

std::optional<std::int64_t> autoincrement_counter(Connection& connection, const Table& table) {
  const auto found = table.options.find("sqlite_autoincrement");
  const auto* flag =
      found == table.options.end() ? nullptr : std::get_if<bool>(&found->second.base());
  if (!flag || !*flag || table.name.schema) return std::nullopt;
  const auto counter = connection.run({.sql = "SELECT seq FROM sqlite_sequence WHERE name = ?",
                                       .parameters = {Value(table.name.name)}});
  if (counter.empty()) return std::nullopt;
  return number_of(counter.scalar());
}

// The copy counts up to the highest key there is; the old table may have counted further.
void restore_counter(Connection& connection, const TableName& table, std::int64_t counter) {
  const auto is_autoincrement =
      connection.run({.sql = "SELECT 1 FROM sqlite_master WHERE name = ? AND sql LIKE "
                             "'%AUTOINCREMENT%'",
                      .parameters = {Value(table.name)}});
  if (is_autoincrement.empty()) return;
  const auto updated =
      connection.run({.sql = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?",
                      .parameters = {Value(counter), Value(table.name)}});
  if (updated.rowcount == 0) {
    connection.run({.sql = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
                    .parameters = {Value(table.name), Value(counter)}});
  }
}

std::vector<std::string> dropped_columns(const op::AlterTableBatch& batch) {
  std::vector<std::string> columns;
  for (const auto& operation : batch.operations) {
    if (const auto* drop = std::get_if<op::DropColumn>(&operation.base())) {
      columns.push_back(drop->column);
    }
  }
  return columns;
}

// Renames what the database itself can rename: views, triggers and foreign keys of other tables
// follow. Returns what is left of the batch.
op::AlterTableBatch rename_in_place(RebuildRequest& request, Table& existing) {
  const auto renames = separable_renames(request.batch, existing);
  if (renames.empty() || request.connection->server_version() < version_with_rename_column) {
    return request.batch;
  }
  for (const auto& [from, to] : renames) {
    const op::AlterColumn rename{.table = existing.name, .column = from, .new_column_name = to};
    request.invoke(rename);
    if (request.batch.copy_from) evolve(existing, rename);
  }
  auto rest = without_renames(request.batch, renames);
  if (!request.batch.copy_from) {
    existing = request.dialect->reflect_table(*request.connection, existing.name);
  }
  return rest;
}

void restore_triggers(const RebuildRequest& request,
                      const std::vector<sqlite::StoredStatement>& triggers,
                      const std::vector<std::string>& dropped) {
  for (const auto& trigger : triggers) {
    const auto gone = std::find_if(dropped.begin(), dropped.end(), [&](const std::string& column) {
      return sqlite::speaks_of_column(trigger, column);
    });
    if (gone == dropped.end()) {
      request.connection->run({.sql = trigger.sql});
    } else if (request.warn) {
      request.warn("Trigger '" + trigger.name + "' on table '" + trigger.table +
                   "' is dropped: it uses the dropped column '" + *gone + "'");
    }
  }
}

void rebuild_sqlite(RebuildRequest& request) {
  auto& connection = *request.connection;
  const TableName name = request.batch.table;
  std::optional<PragmaSetting> no_foreign_keys;
  if (!connection.in_transaction()) no_foreign_keys.emplace(connection, "foreign_keys", false);
  OwnTransaction transaction(connection);

  Table existing = request.batch.copy_from ? *request.batch.copy_from
                                           : request.dialect->reflect_table(connection, name);
  auto affected = sqlite::referring_tables(connection, name);
  require_safe_drop(connection, name, affected);
  if (std::find(affected.begin(), affected.end(), name.name) == affected.end()) {
    affected.push_back(name.name);
  }
  const auto before = violations_of(connection, name, affected);
  const auto counter = autoincrement_counter(connection, existing);

  auto batch = rename_in_place(request, existing);
  const auto triggers = sqlite::reflect_triggers(connection, name);
  {
    // Without it the last RENAME stumbles over views and triggers that name the table while it is
    // not there, and would rewrite the foreign keys of other tables.
    const PragmaSetting legacy(connection, "legacy_alter_table", true);
    batch.reflected = !request.batch.copy_from;
    batch.copy_from = std::move(existing);
    request.invoke(batch);
    // What still waits is done now: its failure is that of the batch, not of a question after it.
    connection.run_batch({}, {});
    restore_triggers(request, triggers, dropped_columns(batch));
  }
  if (counter) restore_counter(connection, name, *counter);
  require_no_new_violations(before, violations_of(connection, name, affected));
  transaction.commit();
}

void rebuild_elsewhere(RebuildRequest& request) {
  auto batch = request.batch;
  if (!batch.copy_from) {
    batch.copy_from = request.dialect->reflect_table(*request.connection, batch.table);
    batch.reflected = true;
  }
  auto table = *batch.copy_from;
  OwnTransaction transaction(*request.connection);
  request.invoke(batch);
  evolve(table, batch);
  request.dialect->continue_counters(*request.connection, table);
  transaction.commit();
}

}  // namespace

void rebuild_table(RebuildRequest request) {
  if (request.dialect->info().rebuilds_tables) {
    rebuild_sqlite(request);
  } else {
    rebuild_elsewhere(request);
  }
}

}  // namespace retort
