// SPDX-License-Identifier: MIT
#include "runtime/statement_queue.h"

#include "base/text.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace retort {
namespace {

/// What a server has to keep while a batch is under way stays small.
constexpr std::size_t max_statements = 512;
constexpr std::size_t max_bytes = 1U << 20U;

/// Statements after it run under another transaction, so that they cannot share its round trip.
bool ends_transaction(std::string_view sql) {
  constexpr std::array<std::string_view, 6> words = {"commit", "rollback", "begin",
                                                     "start",  "end",      "abort"};
  sql = strip_left(sql);
  const std::string word = lower_ascii(sql.substr(0, sql.find_first_of(" \t\r\n;")));
  for (const std::string_view known : words) {
    if (word == known) return true;
  }
  return false;
}

}  // namespace

DatabaseError attributed(const DatabaseError& error, const Origin& origin, int line) {
  DatabaseError::Details details = error.details();
  if (details.revision.empty()) {
    details.revision = origin.revision;
    details.path = origin.path;
    details.line = line;
    if (line == 0 && origin.migration) {
      details.line = origin.migration->line_of(details.statement);
    }
  }
  return DatabaseError(error.what(), std::move(details), error.hint());
}

StatementQueue::StatementQueue(Connection& connection, Reporter* reporter)
    : connection_(&connection), reporter_(reporter) {}

void StatementQueue::set_origin(Origin origin) {
  origin_ = std::make_shared<const Origin>(std::move(origin));
  line_ = 0;
}

void StatementQueue::add(Statement statement, std::optional<std::string> one_row) {
  const bool alone = ends_transaction(statement.sql);
  if (alone) flush();
  bytes_ += statement.sql.size();
  for (const Value& value : statement.parameters) {
    if (const auto* text = std::get_if<std::string>(&value.base())) bytes_ += text->size();
  }
  items_.push_back({.statement = std::move(statement),
                    .one_row = std::move(one_row),
                    .origin = origin_,
                    .line = line_});
  if (alone || items_.size() >= max_statements || bytes_ >= max_bytes ||
      !connection_->in_transaction()) {
    flush();
  }
}

void StatementQueue::log(LogLevel level, std::string message) {
  lines_.push_back({.position = items_.size(), .level = level, .message = std::move(message)});
  if (items_.empty()) flush();
}

void StatementQueue::step(RunProgress progress) {
  lines_.push_back({.position = items_.size(), .step = std::move(progress)});
  if (items_.empty()) flush();
}

void StatementQueue::show(const LogLine& line) const {
  if (reporter_ == nullptr) return;
  if (line.step) {
    reporter_->step_begin(*line.step);
  } else {
    reporter_->log(line.level, "alembic.runtime.migration", line.message);
  }
}

void StatementQueue::clear() {
  items_.clear();
  lines_.clear();
  bytes_ = 0;
}

void StatementQueue::flush() {
  const std::vector<Item> items = std::exchange(items_, {});
  const std::vector<LogLine> lines = std::exchange(lines_, {});
  clear();
  run(items, lines);
}

void StatementQueue::run(const std::vector<Item>& items, const std::vector<LogLine>& lines) {
  std::size_t shown = 0;
  const auto show_until = [&](std::size_t position) {
    for (; shown < lines.size() && lines[shown].position <= position; ++shown) {
      show(lines[shown]);
    }
  };
  if (!items.empty()) {
    std::vector<Statement> statements;
    statements.reserve(items.size());
    for (const Item& item : items) statements.push_back(item.statement);
    std::vector<std::int64_t> counts;
    try {
      counts = connection_->run_batch(statements, show_until);
    } catch (const BatchError& error) {
      const Item& failed = items[error.position()];
      throw attributed(error, *failed.origin, failed.line);
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].one_row || counts[i] == 1 || counts[i] < 0) continue;
      throw Error(fmt::format("Online migration expected to match one row {}; {} found",
                              *items[i].one_row, counts[i]));
    }
  }
  show_until(items.size());
}

}  // namespace retort
