// SPDX-License-Identifier: MIT
// Runs as an env file drives them.
#include "retort/config.h"
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/url.h"

#include "runtime/run.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace retort {
namespace {

using Work = std::function<void(Operations&)>;

class Written final : public Migration {
 public:
  Written(std::string id, Work work, bool immediate)
      : id_(std::move(id)), work_(std::move(work)), immediate_(immediate) {}
  const std::string& revision() const override { return id_; }
  const std::string& path() const override { return path_; }
  bool immediate() const override { return immediate_; }
  void upgrade(Operations& op) override { work_(op); }
  void downgrade(Operations& op) override { work_(op); }

 private:
  std::string id_;
  std::string path_ = "versions/x.py";
  Work work_;
  bool immediate_;
};

class DrivenRunTest : public ::testing::Test {
 protected:
  DrivenRunTest() : connection_(dialect("sqlite").connect(Url::parse("sqlite://"))) {
    environment_.connection = connection_.get();
    work_["a"] = [](Operations& op) { op.execute("CREATE TABLE a (x INTEGER)"); };
    work_["b"] = [](Operations& op) { op.execute("CREATE TABLE b (x INTEGER)"); };
  }

  std::unique_ptr<DrivenRun> open() {
    return open_online_run(
        {.environment = &environment_,
         .config = &config_,
         .plan = [this](const auto& rows) { return plan_upgrade(map_, rows, "head"); },
         .load =
             [this](const std::vector<std::string>& ids) {
               std::vector<std::unique_ptr<Migration>> loaded;
               loaded.reserve(ids.size());
               for (const std::string& id : ids) {
                 loaded.push_back(std::make_unique<Written>(id, work_.at(id), immediate_));
               }
               return loaded;
             }});
  }

  bool has(const std::string& table) const {
    return dialect("sqlite").has_table(*connection_, {table});
  }

  RevisionMap map_ =
      RevisionMap::build({{.revision = "a"}, {.revision = "b", .down_revision = {"a"}}});
  Config config_;
  std::unique_ptr<Connection> connection_;
  EnvironmentOptions environment_;
  std::map<std::string, Work> work_;
  bool immediate_ = false;
};

TEST_F(DrivenRunTest, EachMigrationHasItsOwnTransactionWhereDdlHasNone) {
  work_["b"] = [](Operations& op) {
    op.execute("CREATE TABLE b (x INTEGER)");
    op.execute("SELECT * FROM nothing");
  };
  const auto run = open();
  EXPECT_FALSE(run->begin_transaction());
  EXPECT_THROW(run->run_migrations(), DatabaseError);
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_TRUE(has("a"));
  EXPECT_FALSE(has("b"));
  EXPECT_EQ(open()->heads(), std::vector<std::string>{"a"});
}

TEST_F(DrivenRunTest, TheTransactionOfTheRunIsItsDriversToEnd) {
  environment_.transactional_ddl = true;
  const auto run = open();
  ASSERT_TRUE(run->begin_transaction());
  run->run_migrations();
  EXPECT_TRUE(connection_->in_transaction());
  run->rollback();
  EXPECT_FALSE(has("a"));
  EXPECT_FALSE(has("alembic_version"));
}

TEST_F(DrivenRunTest, WhatWasBegunIsCommittedTogether) {
  environment_.transactional_ddl = true;
  const auto run = open();
  ASSERT_TRUE(run->begin_transaction());
  Operations(run->sink()).execute("CREATE TABLE before (x INTEGER)");
  run->run_migrations();
  run->commit();
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_TRUE(has("before"));
  EXPECT_TRUE(has("b"));
}

TEST_F(DrivenRunTest, ARunThatFindsNothingToDoIsInNoTransaction) {
  environment_.transactional_ddl = true;
  const auto first = open();
  first->begin_transaction();
  first->run_migrations();
  first->commit();
  const auto second = open();
  ASSERT_TRUE(second->begin_transaction());
  second->run_migrations();
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_TRUE(second->sink().connection()->in_transaction()) << "as its driver asked for";
  second->commit();
}

TEST_F(DrivenRunTest, ATransactionOfTheCallersIsLeftAlone) {
  environment_.transactional_ddl = true;
  connection_->begin();
  const auto run = open();
  EXPECT_FALSE(run->begin_transaction());
  run->run_migrations();
  EXPECT_TRUE(connection_->in_transaction());
  connection_->rollback();
  EXPECT_FALSE(has("a"));
}

TEST_F(DrivenRunTest, ABatchThatFailsLeavesTheTableToAScriptThatGoesOn) {
  immediate_ = true;
  work_["b"] = [](Operations& op) {
    op.execute("INSERT INTO a VALUES (1)");
    op.execute("INSERT INTO a VALUES (1)");
    op::AlterTableBatch batch("a", {op::AddConstraint{{"a"}, Unique{Name{"uq"}, {"x"}}}});
    EXPECT_THROW(op.invoke(batch), DatabaseError);
    op.execute("INSERT INTO a VALUES (2)");
  };
  open()->run_migrations();
  EXPECT_FALSE(has("_alembic_tmp_a"));
  EXPECT_EQ(connection_->run({.sql = "SELECT count(*) FROM a"}).scalar(), Value(3));
}

TEST_F(DrivenRunTest, AFailureNamesTheLineThatTheStatementCameFrom) {
  std::unique_ptr<DrivenRun> run;
  work_["a"] = [&run](Operations& op) {
    run->set_line(7);
    op.execute("SELECT * FROM nothing");
    run->set_line(8);
    op.execute("SELECT 1");
  };
  run = open();
  try {
    run->run_migrations();
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.details().path, "versions/x.py");
    EXPECT_EQ(error.details().line, 7);
  }
}

TEST_F(DrivenRunTest, AMigrationThatMayCatchFailuresMeetsThemWhereTheyHappen) {
  immediate_ = true;
  bool caught = false;
  work_["a"] = [&caught](Operations& op) {
    try {
      op.execute("SELECT * FROM nothing");
    } catch (const DatabaseError&) {
      caught = true;
    }
  };
  const auto run = open();
  run->run_migrations();
  EXPECT_TRUE(caught);
  EXPECT_EQ(run->result().rows, std::vector<std::string>{"b"});
}

TEST_F(DrivenRunTest, StampsWithoutRunningAnything) {
  const auto run = open();
  run->stamp(map_, {"head"});
  EXPECT_EQ(open()->heads(), std::vector<std::string>{"b"});
  EXPECT_FALSE(has("a"));
}

}  // namespace
}  // namespace retort
