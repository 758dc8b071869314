// SPDX-License-Identifier: MIT
// The lock that keeps runs on one database apart: one runs, the others wait and are told for whom.
#pragma once

#include "retort/api.h"
#include "retort/url.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace retort {

/// Who runs, in words for those who wait.
struct LockHolder {
  std::int64_t pid = 0;
  std::string host = {};
  std::string application = {};  ///< "retort", or what an embedding program calls itself
  std::string since = {};        ///< ISO 8601, UTC
  std::string runs = {};         ///< "upgrade head"
  bool operator==(const LockHolder&) const = default;
};

/// What a lock is made for.
struct LockRequest {
  Url url = {};            ///< of the database
  std::string name = {};   ///< what is locked in it: the version table
  LockHolder holder = {};  ///< who asks
};

/// A lock of one database. Released when destroyed, and by the database or the operating system
/// when its process dies.
class RETORT_API RunLock {
 public:
  virtual ~RunLock() = default;
  /// Takes the lock if it is free; never waits. Throws DatabaseError when the database cannot be
  /// asked.
  virtual bool try_acquire() = 0;
  /// Who holds it; nothing where that cannot be told, or nobody does.
  virtual std::optional<LockHolder> holder() = 0;
  virtual void release() = 0;
};

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

}  // namespace retort
