// SPDX-License-Identifier: MIT
// The lock that keeps runs apart, in one process; tests/locking has many.
#include "retort/dialect.h"
#include "retort/error.h"

#include "conformance/live_project.h"
#include "runtime/held_lock.h"

#include <thread>

namespace retort::testing {
namespace {

class Lock : public LiveDatabase {
 protected:
  std::unique_ptr<RunLock> lock_on(Connection& connection, const std::string& name) const {
    return dialect(GetParam()).run_lock({.connection = &connection, .name = name});
  }
  LockHolder somebody() const { return {.pid = 7, .host = "h", .runs = "upgrade head"}; }
};
RETORT_ON_EVERY_DATABASE(Lock);

TEST_P(Lock, IsHeldByOneAtATime) {
  const auto first = connect();
  const auto second = connect();
  const auto one = lock_on(*first, "alembic_version");
  const auto other = lock_on(*second, "alembic_version");
  EXPECT_FALSE(one->is_held());
  EXPECT_TRUE(one->try_acquire(somebody()));
  EXPECT_TRUE(one->is_held());
  EXPECT_FALSE(other->try_acquire({}));
  EXPECT_FALSE(other->is_held());
  EXPECT_EQ(other->holder(), somebody());
  EXPECT_EQ(find_lock_holder(*second), somebody());
  one->release();
  EXPECT_FALSE(one->is_held());
  EXPECT_EQ(find_lock_holder(*second), std::nullopt);
  EXPECT_TRUE(other->try_acquire({.pid = 8}));
  EXPECT_EQ(find_lock_holder(*first)->pid, 8);
}

TEST_P(Lock, IsFreeWhenItIsDestroyed) {
  const auto first = connect();
  const auto second = connect();
  auto one = lock_on(*first, "alembic_version");
  EXPECT_TRUE(one->try_acquire({}));
  one.reset();
  // PostgreSQL's server ends the session a moment after the connection.
  const auto other = lock_on(*second, "alembic_version");
  bool taken = false;
  for (int i = 0; i < 2000 && !taken; ++i) {
    taken = other->try_acquire({});
    if (!taken) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_TRUE(taken);
}

TEST_P(Lock, LeavesTheConnectionItIsMadeForAlone) {
  const auto connection = connect();
  const std::int64_t before = connection->round_trips();
  const auto lock = lock_on(*connection, "alembic_version");
  lock->try_acquire({});
  lock->release();
  EXPECT_EQ(connection->round_trips(), before);
  EXPECT_FALSE(connection->in_transaction());
}

TEST_P(Lock, OfOtherVersionTablesIsAnotherOnPostgresql) {
  if (!is_postgresql()) GTEST_SKIP() << "a file has one lock";
  const auto connection = connect();
  const auto one = lock_on(*connection, "alembic_version");
  const auto other = lock_on(*connection, "tenant.alembic_version");
  EXPECT_TRUE(one->try_acquire({}));
  EXPECT_TRUE(other->try_acquire({}));
}

TEST_P(Lock, InACallersTransactionEndsWithIt) {
  if (!is_postgresql()) GTEST_SKIP() << "SQLite's is a file";
  const auto connection = connect();
  const auto another = connect();
  connection->begin();
  const auto lock = dialect("postgresql")
                        .run_lock({.connection = connection.get(),
                                   .name = "alembic_version",
                                   .within_transaction = true});
  EXPECT_TRUE(lock->try_acquire(somebody()));
  EXPECT_TRUE(find_lock_holder(*another));
  connection->commit();
  EXPECT_FALSE(find_lock_holder(*another));
}

TEST_P(Lock, OfARunHoldsForRunsWithinItAndForNobodyElse) {
  const auto first = connect();
  const auto second = connect();
  const auto options = [&](Connection& connection) {
    return HeldLockOptions{.dialect = &dialect(GetParam()),
                           .request = {.connection = &connection, .name = "alembic_version"},
                           .lock = {.timeout = std::chrono::milliseconds(0)},
                           .runs = "upgrade head"};
  };
  HeldLock outer(options(*first));
  EXPECT_TRUE(outer.acquire());
  HeldLock inner(options(*second));
  EXPECT_FALSE(inner.acquire());
  std::string message;
  std::thread([&] {
    HeldLock other(options(*second));
    try {
      other.acquire();
    } catch (const Error& error) {
      message = error.what();
    }
  }).join();
  EXPECT_NE(message.find("runs: upgrade head; it was not released within 0 s"), std::string::npos)
      << message;
  inner.release();
  EXPECT_TRUE(find_lock_holder(*second));
  outer.release();
  EXPECT_FALSE(find_lock_holder(*second));
}

TEST_P(Lock, IsHeldWhileMigrationsRun) {
  std::optional<LockHolder> holder;
  add("aaaa", [&](Operations&) { holder = find_lock_holder(*connect()); });
  RunRequest run = request("head");
  run.description = "upgrade head";
  run_online(run);
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->runs, "upgrade head");
  EXPECT_EQ(find_lock_holder(*connect()), std::nullopt);
}

TEST_P(Lock, IsNotTakenWhenNothingIsPending) {
  add("aaaa", {});
  upgrade();
  const auto connection = connect();
  const auto other = connect();
  const auto lock = lock_on(*other, "alembic_version");
  ASSERT_TRUE(lock->try_acquire({}));
  environment.lock.timeout = std::chrono::milliseconds(0);
  EXPECT_EQ(upgrade().steps.size(), 0U);
  add("bbbb", {});
  EXPECT_THROW(upgrade(), Error);
  lock->release();
  EXPECT_EQ(upgrade().steps.size(), 1U);
}

TEST_P(Lock, EndsWithTheRunThatFails) {
  add("aaaa", [](Operations& op) { op.execute("SELECT nothing FROM nowhere"); });
  EXPECT_THROW(upgrade(), DatabaseError);
  EXPECT_EQ(find_lock_holder(*connect()), std::nullopt);
}

class StepsReporter final : public Reporter {
 public:
  void step_begin(const RunProgress& progress) override {
    steps.push_back(std::to_string(progress.step) + "/" + std::to_string(progress.steps) + " " +
                    progress.revision);
  }
  std::vector<std::string> steps;
};

TEST_P(Lock, AndProgressIsTold) {
  add("aaaa", [](Operations& op) { op.execute("CREATE TABLE a (id INTEGER)"); });
  add("bbbb", [](Operations& op) { op.execute("CREATE TABLE b (id INTEGER)"); });
  StepsReporter steps;
  RunRequest run = request("head");
  run.reporter = &steps;
  run_online(run);
  EXPECT_EQ(steps.steps, (std::vector<std::string>{"1/2 aaaa", "2/2 bbbb"}));
}

}  // namespace
}  // namespace retort::testing
