// SPDX-License-Identifier: MIT
// Migrations that fail, and runs that are killed.
#include "retort/error.h"

#include "conformance/live_project.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace retort::testing {
namespace {

using Strings = std::vector<std::string>;

class Failure : public LiveDatabase {
 protected:
  void SetUp() override {
    LiveDatabase::SetUp();
    add("aaaa", [](Operations& op) { op.execute("CREATE TABLE a (id INTEGER NOT NULL)"); });
    add("bbbb", [](Operations& op) { op.execute("INSERT INTO a VALUES (1)"); });
  }
  Value rows_of_a() const { return ask("SELECT count(*) FROM a"); }
};
RETORT_ON_EVERY_DATABASE(Failure);

TEST_P(Failure, LeavesTheDatabaseAtThePreviousRevision) {
  upgrade();
  add("cccc", [](Operations& op) {
    op.execute("CREATE TABLE c (id INTEGER)");
    op.execute("INSERT INTO a VALUES (2)");
    op.execute("INSERT INTO a VALUES (NULL)");
    op.execute("CREATE TABLE never (id INTEGER)");
  });
  try {
    upgrade();
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.details().revision, "cccc");
    EXPECT_EQ(error.details().path, "versions/cccc.cc");
    EXPECT_EQ(error.details().statement, "INSERT INTO a VALUES (NULL)");
    EXPECT_EQ(error.details().sqlstate, is_postgresql() ? "23502" : "");
    const std::string what = error.what();
    EXPECT_NE(what.find(is_postgresql() ? "violates not-null" : "NOT NULL constraint failed: a.id"),
              std::string::npos)
        << what;
    EXPECT_EQ(what.find('\n'), std::string::npos);
  }
  EXPECT_EQ(version_rows(), Strings{"bbbb"});
  EXPECT_EQ(rows_of_a(), Value(1));
  EXPECT_THROW(ask("SELECT 1 FROM c"), DatabaseError);
}

TEST_P(Failure, KeepsOrUndoesEarlierStepsAsTheDatabaseCommitsThem) {
  add("cccc", [](Operations& op) { op.execute("SELECT nonsense FROM nowhere"); });
  EXPECT_EQ(failing_revision(), "cccc");
  EXPECT_EQ(reporter.lines.back(), "Running upgrade bbbb -> cccc, about cccc");
  if (is_postgresql()) {
    EXPECT_THROW(version_rows(), DatabaseError);
    environment.transaction_per_migration = true;
    EXPECT_EQ(failing_revision(), "cccc");
  }
  EXPECT_EQ(version_rows(), Strings{"bbbb"});
  EXPECT_EQ(rows_of_a(), Value(1));
}

TEST_P(Failure, NamesTheRevisionWhoseStatementFailedNotTheOneThatWasRead) {
  add("cccc", [](Operations& op) { op.execute("SELECT 1 FROM nowhere"); });
  add("dddd", [](Operations& op) { op.execute("SELECT 1 FROM elsewhere"); });
  EXPECT_EQ(failing_revision(), "cccc");
  EXPECT_EQ(reporter.lines.back(), "Running upgrade bbbb -> cccc, about cccc");
}

TEST_P(Failure, NamesTheScriptThatThrew) {
  add("cccc", [](Operations& op) {
    op.execute("INSERT INTO a VALUES (2)");
    throw std::runtime_error("out of luck");
  });
  try {
    upgrade();
    FAIL();
  } catch (const ScriptError& error) {
    EXPECT_STREQ(error.what(), "out of luck");
    EXPECT_EQ(error.details().revision, "cccc");
    EXPECT_EQ(error.details().path, "versions/cccc.cc");
  }
}

TEST_P(Failure, TellsOfAStatementThatFailedBeforeTheScriptThrew) {
  add("cccc", [](Operations& op) {
    op.execute("SELECT 1 FROM nowhere");
    throw std::runtime_error("out of luck");
  });
  EXPECT_THROW(upgrade(), DatabaseError);
}

TEST_P(Failure, FindsTheStatementInATextOfSeveral) {
  add("cccc", [](Operations& op) {
    op.execute(
        "CREATE TABLE c (id INTEGER); INSERT INTO a VALUES (5); INSERT INTO a VALUES (NULL)");
  });
  EXPECT_EQ(failing_revision(), "cccc");
  upgrade("bbbb");
  EXPECT_EQ(rows_of_a(), Value(1));
}

TEST_P(Failure, SaysWhenTheVersionRowHasGone) {
  add("cccc", [](Operations& op) { op.execute("DELETE FROM alembic_version"); });
  try {
    upgrade();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "Online migration expected to match one row when updating 'bbbb' to 'cccc' in "
                 "'alembic_version'; 0 found");
  }
}

TEST_P(Failure, RefusesAConcurrentIndexInsideATransaction) {
  if (!is_postgresql()) GTEST_SKIP() << "PostgreSQL only";
  add("cccc", [](Operations& op) {
    op.create_index("ix", "a", {"id"}, {.options = {{"postgresql_concurrently", true}}});
  });
  try {
    upgrade();
    FAIL();
  } catch (const ScriptError& error) {
    EXPECT_NE(error.hint().find("autocommit_block"), std::string::npos);
  }
}

/// Runs the upgrade in a process that is killed while the last migration is at work.
void upgrade_and_die(const std::function<void()>& upgrade) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    upgrade();
    ::_exit(1);  // not reached: a migration kills the process
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  ASSERT_EQ(WTERMSIG(status), SIGKILL);
}

TEST_P(Failure, GoesOnAfterARunThatWasKilled) {
  upgrade();
  bool die = true;
  add("cccc", [&](Operations& op) {
    op.execute("CREATE TABLE c (id INTEGER)");
    op.get_bind().execute("INSERT INTO a VALUES (2)");
    if (die) ::raise(SIGKILL);
  });
  upgrade_and_die([this] { upgrade(); });
  EXPECT_EQ(version_rows(), Strings{"bbbb"});
  EXPECT_EQ(rows_of_a(), Value(1));
  die = false;
  upgrade();
  EXPECT_EQ(version_rows(), Strings{"cccc"});
  EXPECT_EQ(rows_of_a(), Value(2));
}

TEST_P(Failure, GoesOnAfterARunOfEachItsOwnTransactionWasKilled) {
  environment.transaction_per_migration = true;
  bool die = true;
  add("cccc", [&](Operations& op) {
    op.get_bind().execute("INSERT INTO a VALUES (2)");
    if (die) ::raise(SIGKILL);
  });
  upgrade_and_die([this] { upgrade(); });
  EXPECT_EQ(version_rows(), Strings{"bbbb"});
  die = false;
  upgrade();
  EXPECT_EQ(rows_of_a(), Value(2));
}

}  // namespace
}  // namespace retort::testing
