// SPDX-License-Identifier: MIT
#include "runtime/held_lock.h"

#include "retort/error.h"
#include "retort/reporter.h"

#include "base/datetime.h"
#include "runtime/backoff.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

namespace retort {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds first_pause(20);
constexpr milliseconds longest_pause(250);
constexpr milliseconds between_reports(10'000);

/// Who a run of this thread is. The address of errno tells threads apart, and with the process's
/// number and host also processes whose numbers are alike because they are in containers.
LockHolder this_holder() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  return {.pid = ::getpid(),
          .host = host.data(),
          .session = fmt::format("{}-{}", ::gettid(), fmt::ptr(&errno))};
}

std::string now_text() {
  const CivilTime now = civil_time(std::chrono::system_clock::now(), 0);
  return format_time(now, "%Y-%m-%dT%H:%M:%SZ");
}

bool same_thread(const LockHolder& left, const LockHolder& right) {
  return left.pid == right.pid && left.host == right.host && left.session == right.session;
}

std::string seconds(milliseconds time) {
  return fmt::format("{:g} s", std::chrono::duration<double>(time).count());
}

}  // namespace

std::string lock_name(const std::string& version_table,
                      const std::optional<std::string>& version_table_schema) {
  return version_table_schema ? *version_table_schema + "." + version_table : version_table;
}

std::optional<LockHolder> find_lock_holder(Connection& connection, const std::string& version_table,
                                           const std::optional<std::string>& version_table_schema) {
  return dialect(connection.dialect_name())
      .lock_holder(
          {.connection = &connection, .name = lock_name(version_table, version_table_schema)});
}

HeldLock::HeldLock(HeldLockOptions options) : options_(std::move(options)) {}
HeldLock::~HeldLock() { release(); }

bool HeldLock::acquire() {
  if (!options_.lock.enabled || lock_ != nullptr) return false;
  lock_ = options_.dialect->run_lock(options_.request);
  if (lock_ == nullptr) return false;
  try {
    if (wait()) return true;
  } catch (...) {
    lock_.reset();
    throw;
  }
  lock_.reset();
  return false;
}

bool HeldLock::wait() {
  LockHolder self = this_holder();
  self.application = options_.lock.application;
  self.runs = options_.runs;
  const Clock::time_point start = Clock::now();
  std::optional<milliseconds> reported;
  bool may_be_free = true;
  for (milliseconds pause = first_pause;; pause = std::min(pause * 2, longest_pause)) {
    self.since = now_text();
    if (may_be_free && lock_->try_acquire(self)) return true;
    const std::optional<LockHolder> holder = lock_->holder();
    may_be_free = !holder;
    if (holder && same_thread(*holder, self)) return false;
    const auto waited = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    const bool due = !reported || waited - *reported >= between_reports;
    // One who is just about to let go is not worth a line.
    if (due && holder && (reported || waited >= first_pause)) {
      if (options_.reporter != nullptr) options_.reporter->waiting_for_lock(&*holder, waited);
      reported = waited;
    }
    milliseconds next = with_jitter(pause);
    if (options_.lock.timeout) {
      const milliseconds left = *options_.lock.timeout - waited;
      if (left.count() <= 0) give_up(holder);
      next = std::min(next, left);
    }
    std::this_thread::sleep_for(next);
  }
}

void HeldLock::give_up(const std::optional<LockHolder>& holder) const {
  throw Error(
      fmt::format("Another run has the lock of this database: {}; it was not released within {}",
                  holder ? describe(*holder) : "somebody", seconds(*options_.lock.timeout)),
      ErrorCode::command,
      "Nothing has been done. Wait for that run and start again, or give --lock-timeout more time; "
      "a run that hangs is ended by ending its process, which frees the lock.");
}

void HeldLock::verify() const {
  if (lock_ == nullptr || lock_->is_held()) return;
  throw DatabaseError("The run has lost its lock, and another may have begun: nothing is committed",
                      {.sqlstate = {}, .native_code = 0, .statement = {}, .connection = true},
                      "Run the command again. The connection that holds the lock has to stay open "
                      "as long as the run goes on: a pooler or firewall may close what is idle.");
}

void HeldLock::release() noexcept {
  const std::unique_ptr<RunLock> lock = std::exchange(lock_, nullptr);
  if (lock == nullptr) return;
  try {
    lock->release();
  } catch (const std::exception& ignored) {
    static_cast<void>(ignored);  // closing the connection frees it as well
  }
}

}  // namespace retort
