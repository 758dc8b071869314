// SPDX-License-Identifier: MIT
// The lock that keeps runs on one database apart: one runs, the others wait and are told for whom.
#pragma once

#include "retort/api.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retort {

class Connection;

/// Who runs, in words for those who wait.
struct LockHolder {
  std::int64_t pid = 0;          ///< 0: not known
  std::string host = {};         ///< of that process
  std::string application = {};  ///< "retort", or what an embedding program calls itself
  std::string since = {};        ///< ISO 8601, UTC
  std::string runs = {};         ///< "upgrade head"; empty: not known
  std::string session = {};      ///< no two threads of any processes have the same
  bool operator==(const LockHolder&) const = default;
};

/// "retort, pid 4711 on deploy-1, since 2026-01-01T10:00:00Z, runs: upgrade head"; what is not
/// known is left out.
RETORT_API std::string describe(const LockHolder& holder);

/// What a lock is made for.
struct LockRequest {
  Connection* connection = nullptr;  ///< to the database; never null, must outlive the lock
  std::string name = {};             ///< what is locked in it: the version table
  /// If the connection is in a transaction it is the caller's, with which the lock may end.
  bool within_transaction = false;
};

/// A lock of one database. Released when destroyed, and by the database or the operating system
/// when its process dies.
class RETORT_API RunLock {
 public:
  virtual ~RunLock() = default;
  /// Takes the lock if it is free; never waits. Throws DatabaseError when the database cannot be
  /// asked.
  virtual bool try_acquire(const LockHolder& holder) = 0;
  /// Who holds it; nothing when nobody does. Fields are empty where the database does not tell.
  virtual std::optional<LockHolder> holder() = 0;
  /// Whether it has been acquired and not been lost since, as far as can be told without asking.
  virtual bool is_held() = 0;
  virtual void release() = 0;
};

/// Who migrates the database of this connection at present; nothing when nobody does. Takes no
/// lock.
RETORT_API std::optional<LockHolder> find_lock_holder(
    Connection& connection, const std::string& version_table = "alembic_version",
    const std::optional<std::string>& version_table_schema = {});

/// How a run takes the lock.
struct LockOptions {
  bool enabled = true;
  /// How long to wait for the holder; default: without end.
  std::optional<std::chrono::milliseconds> timeout = {};
  std::string application = "retort";
};

/// How long statements of a run may wait and run, where the database can be told (PostgreSQL).
struct StatementLimits {
  std::optional<std::chrono::milliseconds> lock_timeout = {};
  std::optional<std::chrono::milliseconds> statement_timeout = {};
  /// How often a transaction that could not get a lock in time is tried again, after a pause that
  /// grows and is never the same for two.
  int retries = 0;
};

/// "30s", "500ms", "2m", "1h", or plain seconds ("30", "0.5"). Throws ConfigError.
RETORT_API std::chrono::milliseconds parse_duration(std::string_view text);

}  // namespace retort
