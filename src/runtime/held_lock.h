// SPDX-License-Identifier: MIT
// The lock of a run: waited for when there is something to do, held until the run has ended.
#pragma once

#include "retort/dialect.h"
#include "retort/run_lock.h"

#include <memory>
#include <optional>
#include <string>

namespace retort {

/// What a lock of a run is called, for everybody who migrates by that version table.
std::string lock_name(const std::string& version_table,
                      const std::optional<std::string>& version_table_schema);

struct HeldLockOptions {
  const Dialect* dialect = nullptr;  ///< never null
  LockRequest request = {};
  LockOptions lock = {};
  std::string runs = {};         ///< "upgrade head", for those who wait
  Reporter* reporter = nullptr;  ///< is told of waiting; may be null
};

class HeldLock {
 public:
  explicit HeldLock(HeldLockOptions options);
  HeldLock(const HeldLock&) = delete;
  HeldLock& operator=(const HeldLock&) = delete;
  ~HeldLock();

  /// Takes the lock, when its turn has come: asks again and again, so that nobody has to wait for
  /// the one who waits. False when there is none to take, or this run or one around it has it
  /// already: nothing can have changed then. Throws Error when the time is over, DatabaseError when
  /// the database cannot be asked.
  bool acquire();
  /// Throws DatabaseError when the lock has been lost: others may run by now.
  void verify() const;
  void release() noexcept;

 private:
  bool wait();
  /// Whether to go on waiting.
  [[noreturn]] void give_up(const std::optional<LockHolder>& holder) const;

  HeldLockOptions options_;
  std::unique_ptr<RunLock> lock_;  // null while not held
};

}  // namespace retort
