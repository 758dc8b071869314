// SPDX-License-Identifier: MIT
// Statements on their way to the database: they wait so that many share a round trip, and order,
// log lines and errors are as if each had run at once.
#pragma once

#include "retort/connection.h"
#include "retort/error.h"
#include "retort/migration.h"
#include "retort/reporter.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort {

/// Whose work a statement is.
struct Origin {
  std::string revision;
  std::string path;
  std::shared_ptr<const Migration> migration = {};  ///< to find the line of a statement
};

/// The error with its revision, file and line (0: the migration is asked) filled in, where they are
/// not yet.
DatabaseError attributed(const DatabaseError& error, const Origin& origin, int line = 0);

class StatementQueue {
 public:
  /// Both are kept by reference; the reporter may be null.
  StatementQueue(Connection& connection, Reporter* reporter);

  /// Of everything that is added from now on.
  void set_origin(Origin origin);
  const Origin& origin() const { return *origin_; }
  /// Of the migration's file, for everything that is added from now on; 0: unknown.
  void set_line(int line) { line_ = line; }
  int line() const { return line_; }

  /// Outside of a transaction, and for statements that begin or end one, runs it at once. Throws
  /// as `flush`. `one_row` says what is being done when exactly one row must be touched.
  void add(Statement statement, std::optional<std::string> one_row = {});
  /// A line of alembic.runtime.migration, shown once all that was added before it is done.
  void log(LogLevel level, std::string message);
  /// A step of the run begins; told as a line is.
  void step(RunProgress progress);
  /// Runs what is waiting. Throws DatabaseError with the origin of the statement at fault, and
  /// Error when a statement did not touch one row. The queue is then empty.
  void flush();
  void clear();

 private:
  struct Item {
    Statement statement;
    std::optional<std::string> one_row;
    std::shared_ptr<const Origin> origin;
    int line = 0;
  };
  struct LogLine {
    std::size_t position = 0;  // of the statement before which it belongs
    LogLevel level = LogLevel::info;
    std::string message = {};
    std::optional<RunProgress> step = {};  // instead of a line
  };

  void show(const LogLine& line) const;
  void run(const std::vector<Item>& items, const std::vector<LogLine>& lines);

  Connection* connection_;
  Reporter* reporter_;
  std::shared_ptr<const Origin> origin_ = std::make_shared<const Origin>();
  int line_ = 0;
  std::vector<Item> items_;
  std::vector<LogLine> lines_;
  std::size_t bytes_ = 0;
};

}  // namespace retort
