// SPDX-License-Identifier: MIT
// SQLite through its own library: the one file that includes its header.
#include "dialect/sqlite/driver.h"

#include "retort/error.h"

#include "base/files.h"
#include "base/text.h"
#include "dialect/sqlite/values.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace retort::sqlite {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using DatabasePointer = std::unique_ptr<sqlite3, CloseDatabase>;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementPointer = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

constexpr double default_timeout = 5.0;  // seconds, as Python's sqlite3

/// What there is to open: the file, or a URI with the options that SQLite takes.
struct Target {
  std::string name = ":memory:";
  std::string file = {};  ///< empty when it is no plain file
  double timeout = default_timeout;
  bool uri = false;
};

bool is_python_option(std::string_view name) {
  return name == "uri" || name == "timeout" || name == "check_same_thread" ||
         name == "detect_types" || name == "isolation_level" || name == "cached_statements" ||
         name == "autocommit";
}

Target find_target(const Url& url) {
  Target target;
  if (url.host || url.username || url.port) {
    throw DatabaseError(
        "Invalid SQLite URL: " + url.masked(),
        {.sqlstate = {},
         .native_code = 0,
         .statement = {},
         .revision = {},
         .path = {},
         .connection = true},
        "Valid SQLite URL forms are sqlite:///:memory: or sqlite:////absolute/path/to/file.db");
  }
  std::string options;
  for (const auto& [name, value] : url.query) {
    if (name == "timeout") target.timeout = std::strtod(value.c_str(), nullptr);
    if (name == "uri") target.uri = lower_ascii(value) == "true" || value == "1";
    if (!is_python_option(name)) options += (options.empty() ? "" : "&") + name + "=" + value;
  }
  if (!url.database || url.database->empty() || *url.database == ":memory:") return target;
  target.name = *url.database;
  if (!target.uri) {
    target.file = target.name;
  } else if (!options.empty()) {
    target.name += (target.name.find('?') == std::string::npos ? "?" : "&") + options;
  }
  return target;
}

std::string advice(int code, const std::string& file) {
  switch (code & 0xFF) {
    case SQLITE_READONLY:
      return file.empty() ? "The database was opened for reading only."
                          : "The file " + file + " or its folder cannot be written by this user.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "Another connection holds a lock on the database; add ?timeout=SECONDS to the URL to "
             "wait longer.";
    case SQLITE_NOTADB:
      return "The file is something else than a SQLite database, or an encrypted one.";
    default:
      return {};
  }
}

/// The first word in lower case.
std::string first_word(std::string_view sql) {
  sql = strip_left(sql);
  const auto end = std::find_if_not(sql.begin(), sql.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return lower_ascii(sql.substr(0, static_cast<std::size_t>(end - sql.begin())));
}

bool touches_rows(std::string_view sql) {
  const std::string word = first_word(sql);
  return word == "insert" || word == "update" || word == "delete" || word == "replace" ||
         word == "with";
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(DatabasePointer database, Target target, std::string display_url)
      : database_(std::move(database)),
        target_(std::move(target)),
        display_url_(std::move(display_url)) {}

  std::string_view dialect_name() const override { return "sqlite"; }
  std::string display_url() const override { return display_url_; }
  int server_version() const override { return sqlite3_libversion_number(); }

  Result run(const Statement& statement) override {
    Result result;
    std::string_view rest = statement.sql;
    std::size_t parameter = 0;
    while (!rest.empty()) {
      // Only a text that is one statement is worth keeping prepared.
      const bool whole = rest.size() == statement.sql.size();
      if (!whole || !cached_ || cached_sql_ != statement.sql) {
        cached_sql_.clear();
        const char* tail = nullptr;
        cached_ = prepare(rest, &tail);
        const std::string_view after(tail,
                                     static_cast<std::size_t>(rest.data() + rest.size() - tail));
        if (whole && after.empty()) cached_sql_ = statement.sql;
        current_ = rest.substr(0, rest.size() - after.size());
        rest = after;
      } else {
        current_ = statement.sql;
        rest = {};
      }
      if (!cached_) continue;  // blanks or a comment
      parameter = bind(statement, parameter);
      result = collect();
    }
    if (parameter != statement.parameters.size()) {
      throw DatabaseError("The statement takes " + std::to_string(parameter) +
                              " parameters; it was given " +
                              std::to_string(statement.parameters.size()),
                          details(SQLITE_RANGE, statement.sql));
    }
    return result;
  }

  std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                      const BatchProgress& progress) override {
    std::vector<std::int64_t> counts;
    counts.reserve(statements.size());
    for (const Statement& statement : statements) {
      if (progress) progress(counts.size());
      try {
        counts.push_back(run(statement).rowcount);
      } catch (const DatabaseError& error) {
        throw BatchError(error, counts.size());
      }
    }
    return counts;
  }

  /// Takes the write lock at once: a transaction that first reads could find that it may not write.
  void begin() override { run({.sql = "BEGIN IMMEDIATE"}); }
  void commit() override {
    if (in_transaction()) run({.sql = "COMMIT"});
  }
  void rollback() override {
    if (in_transaction()) run({.sql = "ROLLBACK"});
  }
  bool in_transaction() const override { return sqlite3_get_autocommit(database_.get()) == 0; }

 private:
  DatabaseError::Details details(int code, std::string statement) const {
    return {.sqlstate = {},
            .native_code = code,
            .statement = std::move(statement),
            .revision = {},
            .path = {},
            .connection = false};
  }

  [[noreturn]] void fail() {
    const int code = sqlite3_extended_errcode(database_.get());
    const std::string message = sqlite3_errmsg(database_.get());
    // A statement that has failed must not be left half way.
    cached_.reset();
    cached_sql_.clear();
    std::string hint = advice(code, target_.file);
    // https://www.sqlite.org/lang_altertable.html: it renames, adds and drops columns, no more.
    if (code == SQLITE_ERROR && first_word(current_) == "alter" &&
        message.find("syntax error") != std::string::npos) {
      hint =
          "SQLite cannot change a table like this: build it anew. op.batch_alter_table does, and "
          "with render_as_batch it is what autogenerate writes.";
    }
    if (code == SQLITE_ERROR && message.starts_with("no such column") &&
        message.ends_with("version_num")) {
      hint =
          "Another program's table has the name of the version table: set version_table to another "
          "name.";
    }
    if (code == SQLITE_ERROR && message.ends_with(" already exists")) {
      hint =
          "If it was made by somebody else, and is what the migration makes, say with `stamp` that "
          "the migration is applied; otherwise drop it, or choose another name.";
    }
    throw DatabaseError(message, details(code, std::string(strip(current_))), hint);
  }

  StatementPointer prepare(std::string_view sql, const char** tail) {
    sqlite3_stmt* statement = nullptr;
    current_ = sql;
    if (sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()), 0, &statement,
                           tail) != SQLITE_OK) {
      fail();
    }
    return StatementPointer(statement);
  }

  /// Binds the parameters from `first` on that this part of the text takes; answers with the next.
  std::size_t bind(const Statement& statement, std::size_t first) {
    const int count = sqlite3_bind_parameter_count(cached_.get());
    for (int i = 1; i <= count && first < statement.parameters.size(); ++i, ++first) {
      bind_one(i, store(statement.parameters[first]));
    }
    return first;
  }

  void bind_one(int position, const StoredValue& value) {
    sqlite3_stmt* const statement = cached_.get();
    int code = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(statement, position, *integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
      code = sqlite3_bind_double(statement, position, *real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      code = sqlite3_bind_text64(statement, position, text->data(), text->size(), SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
      code = sqlite3_bind_blob64(statement, position, bytes->octets.data(), bytes->octets.size(),
                                 SQLITE_TRANSIENT);
    } else {
      code = sqlite3_bind_null(statement, position);
    }
    if (code != SQLITE_OK) fail();
  }

  Value read_field(int column) {
    sqlite3_stmt* const statement = cached_.get();
    const auto bytes = [&](const void* data) {
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
    };
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_INTEGER:
        return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
      case SQLITE_FLOAT:
        return sqlite3_column_double(statement, column);
      case SQLITE_TEXT:
        return bytes(sqlite3_column_text(statement, column));
      case SQLITE_BLOB:
        return Bytes{bytes(sqlite3_column_blob(statement, column))};
      default:
        return {};
    }
  }

  Result collect() {
    sqlite3_stmt* const statement = cached_.get();
    Result result;
    int width = 0;
    int code = sqlite3_step(statement);
    // Only now: a changed schema makes SQLite prepare the statement anew.
    auto columns = std::make_shared<std::vector<std::string>>();
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
      width = sqlite3_column_count(statement);
      for (int i = 0; i < width; ++i) columns->emplace_back(sqlite3_column_name(statement, i));
    }
    result.columns = columns;
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
      Row row{.columns = columns, .values = {}};
      row.values.reserve(static_cast<std::size_t>(width));
      for (int i = 0; i < width; ++i) row.values.push_back(read_field(i));
      result.rows.push_back(std::move(row));
    }
    if (code != SQLITE_DONE) fail();
    if (touches_rows(current_)) result.rowcount = sqlite3_changes(database_.get());
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return result;
  }

  DatabasePointer database_;  // closed after the statement
  Target target_;
  std::string display_url_;
  StatementPointer cached_;
  std::string cached_sql_;    // empty when `cached_` must not be used again
  std::string_view current_;  // the part that runs
};

[[noreturn]] void fail_to_open(const Url& url, const Target& target, int code, std::string reason) {
  std::string hint = advice(code, target.file);
  if (!target.file.empty()) {
    const std::string folder = parent_path(target.file);
    if (is_directory(target.file)) {
      reason = target.file + " is a folder";
    } else if (!is_directory(folder)) {
      reason = "the folder " + folder + " does not exist";
      hint = "Make the folder first; SQLite makes only the file.";
    }
  }
  throw DatabaseError("Cannot open " + url.masked() + ": " + reason,
                      {.sqlstate = {},
                       .native_code = code,
                       .statement = {},
                       .revision = {},
                       .path = {},
                       .connection = true,
                       .server_text = sqlite3_errstr(code)},
                      hint);
}

}  // namespace

std::unique_ptr<Connection> connect(const Url& url) {
  const Target target = find_target(url);
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | (target.uri ? SQLITE_OPEN_URI : 0);
  const int code = sqlite3_open_v2(target.name.c_str(), &handle, flags, nullptr);
  DatabasePointer database(handle);
  if (code != SQLITE_OK) {
    fail_to_open(url, target, code, database ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, static_cast<int>(std::min(target.timeout, 1e6) * 1000));
  // The file is first read now: what is no database is told apart from a statement's failure.
  char* message = nullptr;
  const int readable =
      sqlite3_exec(handle, "SELECT count(*) FROM sqlite_master", nullptr, nullptr, &message);
  const std::string reason = message == nullptr ? "" : message;
  sqlite3_free(message);
  if ((readable & 0xFF) == SQLITE_NOTADB || (readable & 0xFF) == SQLITE_CANTOPEN) {
    fail_to_open(url, target, readable, reason);
  }
  return std::make_unique<SqliteConnection>(std::move(database), target, url.masked());
}

}  // namespace retort::sqlite
