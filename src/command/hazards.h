// SPDX-License-Identifier: MIT
// What a statement may do to a database in use: locks, rewrites, lost data. The rules for
// PostgreSQL are those of its manual: the pages of ALTER TABLE (its notes tell what rewrites a
// table and what scans it), CREATE INDEX (building indexes concurrently), ALTER TYPE (values in a
// transaction), and "Explicit Locking"; those for SQLite of its page "ALTER TABLE".
#pragma once

#include "retort/operation.h"
#include "retort/plan.h"

#include "command/sql_cursor.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace retort::command {

/// What is known of a table that was there before the plan.
struct KnownTable {
  std::optional<double> rows = {};                  ///< about so many; nothing: not known
  std::map<std::string, std::string> columns = {};  ///< types as the database writes them
  bool operator==(const KnownTable&) const = default;
};

/// By names as SqlCursor reads them.
using KnownTables = std::map<std::string, KnownTable>;

/// Looks at the statements of a plan in their order.
class HazardFinder {
 public:
  /// `server_version`: as of Connection; 0: not known, so a present one.
  HazardFinder(std::string dialect, int server_version, KnownTables tables);

  void begin_step(const std::string& revision) { revision_ = revision; }
  void begin_transaction();
  void end_transaction();

  /// The type that a column has, as far as an operation says; a database that was read knows
  /// better.
  void note_column_type(const std::string& table, const std::string& column,
                        const std::string& type);
  std::vector<Hazard> statement(const std::string& sql);
  /// A table that SQLite has to build anew; `words` stand for its statements.
  std::vector<Hazard> rebuild(const op::AlterTableBatch& batch, const std::string& words);

 private:
  bool is_postgresql() const { return dialect_ == "postgresql"; }
  bool is_new(const std::string& table) const { return created_.count(table) != 0; }
  bool in_transaction() const { return transaction_; }
  bool known_empty(const std::string& table) const;

  /// Adds a hazard of the present statement.
  void add(Severity severity, std::string code, std::string why, std::string instead);
  /// One whose weight is that of the table.
  void add_weighed(const std::string& table, Severity severity, std::string code, std::string why,
                   std::string instead);

  void create(SqlCursor at);
  void create_index(SqlCursor at, bool unique);
  void drop(SqlCursor at);
  void drop_index(SqlCursor at);
  void change_data(SqlCursor at);
  void maintain(SqlCursor at);
  void use_enum_values(const std::vector<SqlToken>& tokens);

  // hazards_alter.cc
  void alter(SqlCursor at);
  void alter_type(SqlCursor at);
  void alter_table(SqlCursor at);
  void alter_table_action(const std::string& table, SqlCursor action);
  void add_column(const std::string& table, SqlCursor at);
  void add_constraint(const std::string& table, SqlCursor at);
  void drop_from_table(const std::string& table, SqlCursor at);
  void alter_column(const std::string& table, SqlCursor at);
  void change_type(const std::string& table, const std::string& column, SqlCursor at);
  void rename_in_table(const std::string& table, SqlCursor at);
  void set_not_null(const std::string& table, const std::string& column);

  std::string dialect_;
  int server_version_;
  KnownTables tables_;
  std::set<std::string> created_;                    // tables of this plan
  std::set<std::string> created_types_;              // ... of this transaction
  std::map<std::string, std::string> added_values_;  // of this transaction: value to its type
  std::set<std::string> not_null_checks_;            // "table.column" that a CHECK covers
  std::set<std::string> unvalidated_;                // "table.constraint" of this transaction
  std::string revision_;
  std::string statement_;
  bool transaction_ = false;
  std::vector<Hazard> found_;
};

/// What changing a column from one type to another means on PostgreSQL.
struct TypeChange {
  enum class Rewrite { no, yes, unknown };
  Rewrite rewrite = Rewrite::yes;
  bool narrows = false;  ///< values may not fit, or lose something
  bool operator==(const TypeChange&) const = default;
};
/// Types as they are written in SQL; an empty `from` is one that is not known.
TypeChange compare_types(std::string_view from, std::string_view to);

/// How a default is filled in for the rows that are there.
enum class Volatility { constant, unknown, volatile_ };
Volatility default_volatility(const std::vector<SqlToken>& expression);

}  // namespace retort::command
