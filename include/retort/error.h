// SPDX-License-Identifier: MIT
// The one exception hierarchy: a root with properties, and leaves only where a caller catches
// differently. Caught in main() and at language borders.
#pragma once

#include "retort/api.h"

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// What kind of failure an Error is. The names follow the classes that users of Alembic and
/// SQLAlchemy know, so that a language border can translate one to one.
enum class ErrorCode {
  command,                  ///< a command cannot be carried out (Alembic: CommandError)
  config,                   ///< bad configuration file or value
  revision,                 ///< a problem of the revision graph
  database,                 ///< the database refused, or cannot be reached
  script,                   ///< a migration or environment script failed
  unsupported,              ///< the dialect or this build cannot do it
  argument,                 ///< a bad argument value (ArgumentError)
  compile,                  ///< SQL cannot be written for this construct (CompileError)
  unsupported_compilation,  ///< the dialect has no form for the construct
  identifier,               ///< an over-long or malformed identifier (IdentifierError)
  invalid_request,          ///< the construct is not usable this way (InvalidRequestError)
  not_implemented,          ///< the dialect has no such statement (NotImplementedError)
  no_such_table,            ///< a table to reflect does not exist
  internal,                 ///< a defect of Retort itself
};

/// The kind as programs are told it ("invalid_request"): in JSON, and at the border to Python.
/// Names never change.
RETORT_API std::string_view error_name(ErrorCode code);

/// Root of everything Retort throws. `what()` is one line: what, why; `hint()` is what to do.
class RETORT_API Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, ErrorCode code = ErrorCode::command,
                 std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

  ErrorCode code() const noexcept { return code_; }
  /// What the user can do about it; empty when the message says it all.
  const std::string& hint() const noexcept { return hint_; }
  /// What a script's own language shows of the failure, traceback and message; empty when there is
  /// no such thing. People look for it where that language would have printed it.
  const std::string& foreign_report() const noexcept { return foreign_report_; }
  void set_foreign_report(std::string text) { foreign_report_ = std::move(text); }

 private:
  ErrorCode code_;
  std::string hint_;
  std::string foreign_report_;
};

/// A configuration file or value cannot be used.
class RETORT_API ConfigError : public Error {
 public:
  explicit ConfigError(const std::string& message, std::string hint = {})
      : Error(message, ErrorCode::config, std::move(hint)) {}
};

/// The database refused a statement or cannot be reached.
class RETORT_API DatabaseError : public Error {
 public:
  struct Details {
    std::string sqlstate;     ///< five characters, empty where the database has none
    int native_code = 0;      ///< the client library's own code
    std::string statement;    ///< the SQL that failed, empty for connection errors
    std::string revision;     ///< the revision that ran it, filled in by the runtime
    std::string path;         ///< the migration's file, filled in by the runtime
    int line = 0;             ///< of the statement in that file, 1-based; 0 when unknown
    bool connection = false;  ///< true when no statement was at fault but the connection
    /// The message in the server's own lines (LINE, DETAIL, HINT...); empty when what() is all.
    std::string server_text = {};
  };
  DatabaseError(const std::string& message, Details details, std::string hint = {})
      : Error(message, ErrorCode::database, std::move(hint)), details_(std::move(details)) {}

  const Details& details() const noexcept { return details_; }

 private:
  Details details_;
};

/// A migration or environment script cannot be compiled, loaded or run.
class RETORT_API ScriptError : public Error {
 public:
  struct Details {
    std::string path;
    int line = 0;  ///< 1-based; 0 when unknown
    std::string revision;
    std::string traceback;  ///< the foreign tool's own text (compiler output, Python traceback)
  };
  ScriptError(const std::string& message, Details details, std::string hint = {})
      : Error(message, ErrorCode::script, std::move(hint)), details_(std::move(details)) {}

  const Details& details() const noexcept { return details_; }

 private:
  Details details_;
};

/// A script has ended the program (Python: SystemExit). `what()` is for standard error, and may be
/// empty.
class RETORT_API ScriptExit : public Error {
 public:
  ScriptExit(const std::string& message, int status)
      : Error(message, ErrorCode::script), status_(status) {}

  int status() const noexcept { return status_; }

 private:
  int status_;
};

/// The dialect, or this build, has no way to do what was asked.
class RETORT_API UnsupportedError : public Error {
 public:
  explicit UnsupportedError(const std::string& message, ErrorCode code = ErrorCode::unsupported,
                            std::string hint = {})
      : Error(message, code, std::move(hint)) {}
};

}  // namespace retort
