// SPDX-License-Identifier: MIT
// What every driver promises: transactions, batches, errors.
#include "retort/connection.h"

#include "retort/error.h"

#include "conformance/live_project.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace retort::testing {
namespace {

class LiveConnection : public LiveDatabase {
 protected:
  void SetUp() override {
    LiveDatabase::SetUp();
    if (IsSkipped()) return;
    connection = connect();
    connection->run({.sql = "CREATE TABLE a (id INTEGER NOT NULL)"});
  }
  Value count() { return connection->run({.sql = "SELECT count(*) FROM a"}).scalar(); }

  std::unique_ptr<Connection> connection;
};
RETORT_ON_EVERY_DATABASE(LiveConnection);

TEST_P(LiveConnection, RollsBackTablesAndRows) {
  connection->begin();
  EXPECT_TRUE(connection->in_transaction());
  connection->run({.sql = "CREATE TABLE b (id INTEGER)"});
  connection->run({.sql = "INSERT INTO a VALUES (1)"});
  connection->rollback();
  EXPECT_FALSE(connection->in_transaction());
  EXPECT_EQ(count(), Value(0));
  EXPECT_THROW(connection->run({.sql = "SELECT 1 FROM b"}), DatabaseError);
}

TEST_P(LiveConnection, CommitsWhatOthersThenSee) {
  connection->begin();
  connection->run({.sql = "INSERT INTO a VALUES (1)"});
  EXPECT_EQ(ask("SELECT count(*) FROM a"), Value(0));
  connection->commit();
  EXPECT_EQ(ask("SELECT count(*) FROM a"), Value(1));
}

TEST_P(LiveConnection, EndsATransactionInWhichNothingWasDone) {
  connection->begin();
  connection->commit();
  EXPECT_FALSE(connection->in_transaction());
  connection->rollback();
  EXPECT_EQ(count(), Value(0));
}

TEST_P(LiveConnection, CountsTheRowsOfABatch) {
  connection->begin();
  std::vector<std::size_t> started;
  const auto counts = connection->run_batch({{.sql = "INSERT INTO a VALUES (1), (2)"},
                                             {.sql = "UPDATE a SET id = 3 WHERE id > 0"},
                                             {.sql = "DELETE FROM a WHERE id = 9"}},
                                            [&](std::size_t at) { started.push_back(at); });
  EXPECT_EQ(counts, (std::vector<std::int64_t>{2, 2, 0}));
  EXPECT_EQ(started, (std::vector<std::size_t>{0, 1, 2}));
  connection->commit();
}

TEST_P(LiveConnection, NamesTheStatementOfABatchThatFailed) {
  connection->begin();
  try {
    connection->run_batch({{.sql = "INSERT INTO a VALUES (1)"},
                           {.sql = "INSERT INTO a VALUES (NULL)"},
                           {.sql = "INSERT INTO a VALUES (2)"}});
    FAIL();
  } catch (const BatchError& error) {
    EXPECT_EQ(error.position(), 1U);
    EXPECT_EQ(error.details().statement, "INSERT INTO a VALUES (NULL)");
  }
  connection->rollback();
  EXPECT_EQ(count(), Value(0));
}

TEST_P(LiveConnection, ShowsTheRowsOfSeveralStatementsInOneTrip) {
  connection->run({.sql = "INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)"});
  const std::int64_t before = connection->round_trips();
  std::vector<std::pair<std::size_t, Value>> seen;
  connection->begin();
  connection->read({{.sql = "SELECT id FROM a ORDER BY id"},
                    {.sql = "SELECT id FROM a WHERE id > 9"},
                    {.sql = "SELECT id + 1 AS next, NULL AS absent FROM a WHERE id = 2"}},
                   [&](std::size_t position, const Row& row) {
                     seen.emplace_back(position, row[0]);
                     if (position == 2) {
                       EXPECT_EQ(row["absent"], Value());
                     }
                   });
  EXPECT_EQ(seen, (std::vector<std::pair<std::size_t, Value>>{{0, 1}, {0, 2}, {2, 3}}));
  EXPECT_EQ(connection->round_trips() - before, is_postgresql() ? 1 : 0);
  connection->commit();
}

TEST_P(LiveConnection, NamesTheStatementThatCouldNotBeRead) {
  std::vector<std::size_t> seen;
  try {
    connection->read({{.sql = "SELECT 1"}, {.sql = "SELECT 1 FROM nowhere"}, {.sql = "SELECT 2"}},
                     [&](std::size_t position, const Row&) { seen.push_back(position); });
    FAIL();
  } catch (const BatchError& error) {
    EXPECT_EQ(error.position(), 1U);
    EXPECT_EQ(error.details().statement, "SELECT 1 FROM nowhere");
  }
  EXPECT_EQ(seen, std::vector<std::size_t>{0});
  EXPECT_EQ(count(), Value(0));
}

TEST_P(LiveConnection, GoesOnAfterAReaderThatGivesUp) {
  int seen = 0;
  EXPECT_THROW(connection->read({{.sql = "SELECT 1"}, {.sql = "SELECT 2"}},
                                [&](std::size_t, const Row&) {
                                  ++seen;
                                  throw Error("enough", ErrorCode::argument);
                                }),
               Error);
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(count(), Value(0));
}

TEST_P(LiveConnection, GoesOnAfterAnError) {
  for (const char* bad : {"SELEKT", "SELECT 1 FROM nowhere", "INSERT INTO a VALUES (NULL)"}) {
    EXPECT_THROW(connection->run({.sql = bad}), DatabaseError) << bad;
    EXPECT_EQ(count(), Value(0));
  }
}

TEST_P(LiveConnection, RunsSeveralStatementsOfOneText) {
  connection->run({.sql = "INSERT INTO a VALUES (1); INSERT INTO a VALUES (2); -- the end"});
  EXPECT_EQ(count(), Value(2));
  connection->begin();
  connection->run({.sql = "INSERT INTO a VALUES (3); INSERT INTO a VALUES (4)"});
  connection->rollback();
  EXPECT_EQ(count(), Value(2));
}

TEST_P(LiveConnection, BindsExpressionsAndNamedParameters) {
  connection->execute("INSERT INTO a VALUES (:x)", {{"x", 7}});
  EXPECT_EQ(connection->execute(select({column("id")}).from("a").where(column("id") == 7)).scalar(),
            Value(7));
  EXPECT_EQ(connection->execute("SELECT count(*) FROM a WHERE id IN (:x, :y)", {{"x", 7}, {"y", 8}})
                .scalar(),
            Value(1));
  EXPECT_THROW(connection->execute("SELECT :x"), Error);
}

TEST_P(LiveConnection, NamesTheColumnsOfAnEmptyResult) {
  const Result result = connection->run({.sql = "SELECT id AS x, id AS y FROM a"});
  EXPECT_EQ(*result.columns, (std::vector<std::string>{"x", "y"}));
  EXPECT_TRUE(result.empty());
}

TEST_P(LiveConnection, KnowsItsServer) {
  EXPECT_EQ(connection->dialect_name(), GetParam());
  EXPECT_GT(connection->server_version(), is_postgresql() ? 90000 : 3000000);
}

TEST_P(LiveConnection, PassesOnNotices) {
  if (!is_postgresql()) GTEST_SKIP() << "PostgreSQL only";
  std::string heard;
  connection->set_notice_handler([&](std::string_view notice) { heard = notice; });
  connection->run({.sql = "DROP TABLE IF EXISTS nowhere"});
  EXPECT_EQ(heard, "NOTICE: table \"nowhere\" does not exist, skipping");
}

TEST_P(LiveConnection, SendsATransactionsBeginAndItsStatementsInOneTrip) {
  if (!is_postgresql()) GTEST_SKIP() << "SQLite has no trips";
  const std::int64_t before = connection->round_trips();
  connection->begin();
  connection->run_batch(std::vector<Statement>(50, {.sql = "INSERT INTO a VALUES (1)"}));
  EXPECT_EQ(connection->round_trips() - before, 1);
  connection->commit();
  EXPECT_EQ(count(), Value(50));
}

TEST_P(LiveConnection, TellsThatAFailedTransactionWasNotCommitted) {
  if (!is_postgresql()) GTEST_SKIP() << "PostgreSQL only";
  connection->begin();
  EXPECT_THROW(connection->run({.sql = "SELECT 1 FROM nowhere"}), DatabaseError);
  EXPECT_THROW(connection->commit(), DatabaseError);
  EXPECT_FALSE(connection->in_transaction());
}

TEST_P(LiveConnection, RefusesCopyWithTheClientAndGoesOn) {
  if (!is_postgresql()) GTEST_SKIP() << "PostgreSQL only";
  EXPECT_THROW(connection->run({.sql = "COPY a FROM STDIN"}), UnsupportedError);
  EXPECT_THROW(connection->run({.sql = "COPY a TO STDOUT"}), UnsupportedError);
  EXPECT_EQ(count(), Value(0));
}

TEST_P(LiveConnection, SurvivesTheLossOfTheServer) {
  if (!is_postgresql()) GTEST_SKIP() << "PostgreSQL only";
  try {
    connection->run({.sql = "SELECT pg_terminate_backend(pg_backend_pid())"});
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_TRUE(error.details().connection);
  }
  EXPECT_THROW(connection->run({.sql = "SELECT 1"}), DatabaseError);
}

}  // namespace
}  // namespace retort::testing
