// SPDX-License-Identifier: MIT
#include "runtime/statement_queue.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

/// Notes down what is run; a statement "fail" fails, and "miss" touches no row.
class FakeConnection final : public Connection {
 public:
  std::vector<std::string>* events = nullptr;
  bool open = true;
  int batches = 0;

  std::string_view dialect_name() const override { return "sqlite"; }
  std::string display_url() const override { return {}; }
  int server_version() const override { return 0; }
  Result run(const Statement& statement) override {
    run_batch({statement}, {});
    return {};
  }
  std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                      const BatchProgress& progress) override {
    ++batches;
    std::vector<std::int64_t> counts;
    for (const Statement& statement : statements) {
      if (progress) progress(counts.size());
      if (statement.sql == "fail") {
        throw BatchError(DatabaseError("no", {.statement = statement.sql}), counts.size());
      }
      events->push_back(statement.sql);
      counts.push_back(statement.sql == "miss" ? 0 : 1);
    }
    return counts;
  }
  void begin() override { open = true; }
  void commit() override { open = false; }
  void rollback() override { open = false; }
  bool in_transaction() const override { return open; }
};

class FakeReporter final : public Reporter {
 public:
  explicit FakeReporter(std::vector<std::string>& events) : events_(&events) {}
  void log(LogLevel, std::string_view, std::string_view message) override {
    events_->push_back("log " + std::string(message));
  }

 private:
  std::vector<std::string>* events_;
};

class StatementQueueTest : public ::testing::Test {
 protected:
  void SetUp() override { connection_.events = &events_; }

  std::vector<std::string> events_;
  FakeConnection connection_;
  FakeReporter reporter_{events_};
  StatementQueue queue_{connection_, &reporter_};
};

TEST_F(StatementQueueTest, RunsInOneBatchAndShowsLinesInTheirPlaces) {
  queue_.log(LogLevel::info, "one");
  queue_.add({.sql = "a"});
  queue_.log(LogLevel::info, "two");
  queue_.add({.sql = "b"});
  EXPECT_EQ(events_, (std::vector<std::string>{"log one"}));
  queue_.flush();
  EXPECT_EQ(events_, (std::vector<std::string>{"log one", "a", "log two", "b"}));
  EXPECT_EQ(connection_.batches, 1);
}

TEST_F(StatementQueueTest, NamesTheOriginOfTheStatementAtFaultAndShowsNoLineAfterIt) {
  queue_.set_origin({.revision = "r1", .path = "one.cc"});
  queue_.add({.sql = "a"});
  queue_.add({.sql = "fail"});
  queue_.set_origin({.revision = "r2", .path = "two.cc"});
  queue_.log(LogLevel::info, "two");
  queue_.add({.sql = "b"});
  try {
    queue_.flush();
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.details().revision, "r1");
    EXPECT_EQ(error.details().path, "one.cc");
    EXPECT_EQ(error.details().statement, "fail");
  }
  EXPECT_EQ(events_, (std::vector<std::string>{"a"}));
}

TEST_F(StatementQueueTest, SaysWhenNotOneRowWasTouched) {
  queue_.add({.sql = "miss"}, "when deleting 'a' in 'alembic_version'");
  try {
    queue_.flush();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "Online migration expected to match one row when deleting 'a' in "
                 "'alembic_version'; 0 found");
  }
}

TEST_F(StatementQueueTest, RunsAtOnceOutsideOfATransaction) {
  connection_.open = false;
  queue_.add({.sql = "a"});
  EXPECT_EQ(events_, (std::vector<std::string>{"a"}));
}

TEST_F(StatementQueueTest, DoesNotLetStatementsShareATripWithTheEndOfTheirTransaction) {
  queue_.add({.sql = "a"});
  queue_.add({.sql = " Commit;"});
  EXPECT_EQ(connection_.batches, 2);
}

}  // namespace
}  // namespace retort
