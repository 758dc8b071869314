// SPDX-License-Identifier: MIT
// A live connection to a database, as migrations and the engine use it.
#pragma once

#include "retort/api.h"
#include "retort/error.h"
#include "retort/expression.h"
#include "retort/value.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// One row of a result.
struct Row {
  std::shared_ptr<const std::vector<std::string>> columns;
  std::vector<Value> values;

  /// The field at a position; throws Error when out of range.
  RETORT_API const Value& operator[](std::size_t position) const;
  /// The field of the column called `name`; throws Error when there is none.
  RETORT_API const Value& operator[](std::string_view name) const;
  const Value& operator[](const char* name) const { return (*this)[std::string_view(name)]; }
  const Value& operator[](int position) const {
    return (*this)[static_cast<std::size_t>(position)];
  }
};

/// All rows of a statement, and how many rows it touched.
struct Result {
  std::shared_ptr<const std::vector<std::string>> columns;
  std::vector<Row> rows = {};
  std::int64_t rowcount = -1;  ///< rows touched; -1 when the database does not say

  auto begin() const { return rows.begin(); }
  auto end() const { return rows.end(); }
  bool empty() const noexcept { return rows.empty(); }
  /// First field of the first row; NULL when there are no rows.
  RETORT_API Value scalar() const;
};

/// A statement ready for a driver: SQL with the driver's own placeholders ($1 or ?), and the
/// values for them in order.
struct Statement {
  std::string sql;
  std::vector<Value> parameters = {};
  bool operator==(const Statement&) const = default;
};

/// The failure of one statement of a batch.
class RETORT_API BatchError : public DatabaseError {
 public:
  BatchError(const DatabaseError& error, std::size_t position)
      : DatabaseError(error), position_(position) {}
  /// Index of the statement at fault; those before it succeeded.
  std::size_t position() const noexcept { return position_; }

 private:
  std::size_t position_;
};

/// Told the index of each statement of a batch before its end is waited for.
using BatchProgress = std::function<void(std::size_t position)>;

/// Shown each row of an answer, and which of the statements it answers.
using RowVisitor = std::function<void(std::size_t position, const Row& row)>;

/// Receives what the server says without being asked (NOTICE, WARNING).
using NoticeHandler = std::function<void(std::string_view notice)>;

/// A session with a database. Not for use from several threads at once.
class RETORT_API Connection {
 public:
  virtual ~Connection() = default;

  /// "postgresql", "sqlite", ...
  virtual std::string_view dialect_name() const = 0;
  /// The URL it was opened with, its password masked.
  virtual std::string display_url() const = 0;
  /// e.g. 150018 for PostgreSQL 15.18, 3040001 for SQLite 3.40.1.
  virtual int server_version() const = 0;

  /// Runs one statement and reads all of its rows. Throws DatabaseError.
  virtual Result run(const Statement& statement) = 0;
  /// Runs statements in order, reading no rows, in as few round trips as the database allows, and
  /// answers with the rows that each touched. Throws BatchError; statements after the one at fault
  /// are not carried out, or are undone together with the transaction.
  virtual std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                              const BatchProgress& progress = {}) = 0;

  /// Runs statements that only read, in order and in as few round trips as the database allows, and
  /// shows the rows of their answers to `visit` without keeping them. The database may be at work
  /// on a later statement meanwhile, so `visit` may ask it nothing. Throws BatchError.
  virtual void read(const std::vector<Statement>& statements, const RowVisitor& visit);

  /// Runs SQL text with `:name` parameters, or any expression or data statement.
  Result execute(std::string_view sql, const Parameters& parameters = {});
  Result execute(const Expression& statement, const Parameters& parameters = {});

  /// Opens a transaction; PostgreSQL hears of it with the next statement.
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;
  virtual bool in_transaction() const = 0;

  /// Another session with the same database, opened as this one was; null where that cannot be.
  /// Throws DatabaseError.
  virtual std::unique_ptr<Connection> open_another() const { return nullptr; }
  /// False once the server has ended the session, as far as can be told without asking it.
  virtual bool is_open() { return true; }

  /// An empty handler drops the notices.
  virtual void set_notice_handler(const NoticeHandler& /*handler*/) {}

  /// How many messages went to the server so far (tests count them); 0 for embedded databases.
  virtual std::int64_t round_trips() const { return 0; }
};

}  // namespace retort
