// SPDX-License-Identifier: MIT
// Where the library's running commentary goes. The library never writes to a stream itself.
#pragma once

#include "retort/api.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace retort {

struct LoggingConfig;  // logging.h
struct LockHolder;     // run_lock.h
struct Target;         // target.h

/// How far a run has come.
struct RunProgress {
  std::size_t step = 0;   ///< of the step that begins, from 1
  std::size_t steps = 0;  ///< of the whole run
  std::string revision = {};
};

enum class LogLevel { debug, info, warning, error };

/// Takes log records and warnings in a reporter's place.
class RETORT_API LogTarget {
 public:
  virtual ~LogTarget() = default;
  virtual void log(LogLevel level, std::string_view logger, std::string_view message) = 0;
  virtual void warn(std::string_view message) = 0;
};

/// Receives log records, warnings, status lines and results. Every function has a do-nothing
/// default, so an embedder overrides what it wants to see.
class RETORT_API Reporter {
 public:
  virtual ~Reporter() = default;
  /// The project's logging sections are in force from now on (Alembic: fileConfig in env.py).
  virtual void configure_logging(const LoggingConfig& /*config*/) {}
  /// Records and warnings go to `target` from now on; null: to the reporter itself again. Not
  /// owned.
  virtual void redirect(LogTarget* /*target*/) {}
  /// A log record on a named logger, e.g. "alembic.runtime.migration".
  virtual void log(LogLevel, std::string_view /*logger*/, std::string_view /*message*/) {}
  /// A warning for the user (Alembic: a Python UserWarning).
  virtual void warn(std::string_view /*message*/) {}
  /// Old usage that still works; programs hide these by default (Alembic: DeprecationWarning).
  virtual void deprecated(std::string_view /*message*/) {}
  /// A step has begun: "Creating directory /p/x"; ended by `done` or `failed`.
  virtual void status_begin(std::string_view /*message*/) {}
  virtual void status_end(bool /*ok*/) {}
  /// A whole line of running commentary ("File ... already exists, skipping").
  virtual void message(std::string_view /*line*/) {}
  /// A command is about to write to this database.
  virtual void writing_to(const Target& /*target*/) {}
  /// A step of a run begins.
  virtual void step_begin(const RunProgress& /*progress*/) {}
  /// Another run has the lock; told when waiting begins and now and then afterwards. Null: nobody
  /// knows who.
  virtual void waiting_for_lock(const LockHolder* /*holder*/,
                                std::chrono::milliseconds /*waited*/) {}
};

}  // namespace retort
