// SPDX-License-Identifier: MIT
// Runs from the version table to the last commit.
#include "retort/dialect.h"
#include "retort/error.h"

#include "conformance/live_project.h"

#include <algorithm>

namespace retort::testing {
namespace {

using Strings = std::vector<std::string>;

Work statement(std::string sql) {
  return [sql = std::move(sql)](Operations& op) { op.execute(sql); };
}

class Run : public LiveDatabase {
 protected:
  void two_tables() {
    add("aaaa", statement("CREATE TABLE a (id INTEGER)"), statement("DROP TABLE a"));
    add("bbbb", statement("CREATE TABLE b (id INTEGER)"), statement("DROP TABLE b"));
  }
};
RETORT_ON_EVERY_DATABASE(Run);

TEST_P(Run, AppliesTheStepsAndRecordsThem) {
  two_tables();
  const RunResult result = upgrade();
  EXPECT_EQ(result.steps.size(), 2U);
  EXPECT_EQ(result.rows, Strings{"bbbb"});
  EXPECT_EQ(version_rows(), Strings{"bbbb"});
  EXPECT_EQ(ask("SELECT count(*) FROM b"), Value(0));
  EXPECT_EQ(loaded, (Strings{"aaaa", "bbbb"}));
}

TEST_P(Run, SaysWhatAlembicSays) {
  two_tables();
  upgrade();
  EXPECT_EQ(
      reporter.lines,
      (Strings{
          is_postgresql() ? "Context impl PostgresqlImpl." : "Context impl SQLiteImpl.",
          is_postgresql() ? "Will assume transactional DDL." : "Will assume non-transactional DDL.",
          "Running upgrade  -> aaaa, about aaaa", "Running upgrade aaaa -> bbbb, about bbbb"}));
}

TEST_P(Run, LogsWhatItSendsAndWhatTheVersionTableGoesThrough) {
  two_tables();
  upgrade();
  downgrade("base");
  EXPECT_EQ(reporter.row_moves, (Strings{"new branch insert aaaa", "update aaaa to bbbb",
                                         "update bbbb to aaaa", "branch delete aaaa"}));
  // One transaction for a run; or one for each migration, and one for the version table.
  const auto count = [this](const std::string& text) {
    return std::count(reporter.sent.begin(), reporter.sent.end(), text);
  };
  EXPECT_EQ(count("BEGIN (implicit)"), is_postgresql() ? 2 : 5);
  EXPECT_EQ(count("COMMIT"), is_postgresql() ? 2 : 5);
  EXPECT_EQ(count("CREATE TABLE a (id INTEGER)"), 1);
  EXPECT_EQ(count("DROP TABLE b"), 1);
}

TEST_P(Run, GoesBackDown) {
  two_tables();
  upgrade();
  downgrade("aaaa");
  EXPECT_EQ(version_rows(), Strings{"aaaa"});
  EXPECT_THROW(ask("SELECT 1 FROM b"), DatabaseError);
  downgrade("base");
  EXPECT_EQ(version_rows(), Strings{});
}

TEST_P(Run, AsksOneQuestionAndLoadsNothingWhenNothingIsPending) {
  two_tables();
  upgrade();
  loaded.clear();
  std::unique_ptr<Connection> connection = connect();
  environment.connection = connection.get();
  upgrade();
  EXPECT_EQ(connection->round_trips(), is_postgresql() ? 1 : 0);
  EXPECT_EQ(loaded, Strings{});
}

TEST_P(Run, SendsManyMigrationsInAFewTrips) {
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    add("r" + number, statement("CREATE TABLE t" + number + " (id INTEGER)"));
  }
  std::unique_ptr<Connection> connection = connect();
  environment.connection = connection.get();
  upgrade();
  EXPECT_EQ(version_rows(), Strings{"r99"});
  // Is it there (two questions), all statements, COMMIT.
  EXPECT_LE(connection->round_trips(), 5);
}

TEST_P(Run, CreatesTheVersionTableUnlessItOnlyLooks) {
  RunRequest look = request("head");
  look.plan = {};
  look.create_version_table = false;
  EXPECT_EQ(run_online(look).rows, Strings{});
  EXPECT_THROW(version_rows(), DatabaseError);
  look.create_version_table = true;
  run_online(look);
  EXPECT_EQ(version_rows(), Strings{});
}

TEST_P(Run, PurgesBeforeItStamps) {
  two_tables();
  upgrade();
  connect()->run({.sql = "INSERT INTO alembic_version VALUES ('unknown')"});
  RunRequest stamp = request("head");
  stamp.purge = true;
  stamp.plan = [this](const auto& rows) { return plan_stamp(map, rows, {"aaaa"}); };
  run_online(stamp);
  EXPECT_EQ(version_rows(), Strings{"aaaa"});
}

TEST_P(Run, AnswersAScriptWithWhatItHasDoneSoFar) {
  add("aaaa", [](Operations& op) {
    Connection& bind = op.get_bind();
    op.execute("CREATE TABLE a (id INTEGER, name VARCHAR(9))");
    op.execute("INSERT INTO a VALUES (:id, :name)", {{"id", 1}, {"name", "it's"}});
    const Result result = bind.execute("SELECT id, name FROM a WHERE id = :id", {{"id", 1}});
    ASSERT_EQ(result.rows.size(), 1U);
    EXPECT_EQ(result.rows[0]["name"], Value("it's"));
    op.execute("DELETE FROM a");
    EXPECT_EQ(bind.execute("SELECT count(*) FROM a").scalar(), Value(0));
  });
  upgrade();
  EXPECT_EQ(version_rows(), Strings{"aaaa"});
}

TEST_P(Run, InsertsInBulk) {
  add("aaaa", [](Operations& op) {
    const Table table =
        op.create_table("a", {Column{.name = "id", .type = type::Integer()},
                              Column{.name = "name", .type = type::String{.length = 20}}});
    op.bulk_insert(table, {{{"id", Value(1)}, {"name", Value("x")}},
                           {{"id", Value(2)}, {"name", Value()}},
                           {{"id", Value(3)}, {"name", Value("%s :x")}}});
  });
  upgrade();
  EXPECT_EQ(ask("SELECT name FROM a WHERE id = 3"), Value("%s :x"));
  EXPECT_TRUE(ask("SELECT name FROM a WHERE id = 2").is_null());
}

TEST_P(Run, TellsTheHooksInsideTheTransaction) {
  two_tables();
  std::vector<Strings> heads;
  environment.on_version_apply.push_back([&](const VersionApplied& applied) {
    EXPECT_TRUE(applied.is_upgrade);
    heads.push_back(applied.heads);
  });
  upgrade();
  EXPECT_EQ(heads, (std::vector<Strings>{{"aaaa"}, {"bbbb"}}));
}

TEST_P(Run, LeavesTheTransactionForAnAutocommitBlock) {
  two_tables();
  add("cccc", [this](Operations& op) {
    op.execute("INSERT INTO a VALUES (1)");
    op.autocommit_block([&] {
      EXPECT_FALSE(op.get_bind().in_transaction());
      EXPECT_EQ(ask("SELECT count(*) FROM a"), Value(1));
      op.execute(is_postgresql() ? "CREATE INDEX CONCURRENTLY ix ON a (id)" : "VACUUM");
    });
    EXPECT_TRUE(op.get_bind().in_transaction());
  });
  upgrade();
  EXPECT_EQ(version_rows(), Strings{"cccc"});
}

TEST_P(Run, RunsAMigrationOutsideOfATransactionWhenItAsks) {
  transactional = false;
  add("aaaa", [](Operations& op) { EXPECT_FALSE(op.get_bind().in_transaction()); });
  upgrade();
  EXPECT_EQ(version_rows(), Strings{"aaaa"});
}

TEST_P(Run, LeavesTheCallersTransactionToTheCaller) {
  two_tables();
  std::unique_ptr<Connection> connection = connect();
  connection->begin();
  environment.connection = connection.get();
  upgrade();
  EXPECT_TRUE(connection->in_transaction());
  connection->rollback();
  EXPECT_THROW(version_rows(), DatabaseError);
}

TEST_P(Run, PlansAgainWhenAnotherRunWasFaster) {
  two_tables();
  upgrade("aaaa");
  bool first = true;
  RunRequest run = request("head");
  run.plan = [&](const std::vector<std::string>& rows) {
    Plan plan = plan_upgrade(map, rows, "head");
    if (first) {
      first = false;
      connect()->run({.sql = "CREATE TABLE b (id INTEGER)"});
      connect()->run({.sql = "UPDATE alembic_version SET version_num='bbbb'"});
    }
    return plan;
  };
  EXPECT_EQ(run_online(run).steps.size(), 0U);
  EXPECT_EQ(version_rows(), Strings{"bbbb"});
}

TEST_P(Run, UsesTheVersionTableThatIsConfigured) {
  two_tables();
  environment.version_table = "My Versions";
  upgrade();
  EXPECT_EQ(ask("SELECT version_num FROM \"My Versions\""), Value("bbbb"));
}

}  // namespace
}  // namespace retort::testing
