// SPDX-License-Identifier: MIT
#include "retort/config.h"
#include "retort/error.h"

#include "runtime/run.h"

#include <gtest/gtest.h>

#include <functional>
#include <sstream>

namespace retort {
namespace {

class CreateThing final : public Migration {
 public:
  explicit CreateThing(std::string id, std::function<void(Operations&)> work)
      : id_(std::move(id)), work_(std::move(work)) {}
  const std::string& revision() const override { return id_; }
  const std::string& path() const override { return path_; }
  void upgrade(Operations& op) override { work_(op); }
  void downgrade(Operations& op) override { work_(op); }

 private:
  std::string id_;
  std::string path_ = "versions/x.cc";
  std::function<void(Operations&)> work_;
};

class RunOffline : public ::testing::Test {
 protected:
  std::string run(const std::string& target, std::vector<std::string> rows = {}) {
    const RevisionMap map =
        RevisionMap::build({{.revision = "aaaa", .longdoc = "first"},
                            {.revision = "bbbb", .down_revision = {"aaaa"}, .longdoc = "second"}});
    std::ostringstream output;
    environment_.output_buffer = &output;
    run_offline({.environment = &environment_,
                 .config = &config_,
                 .plan = [&](const auto& from) { return plan_upgrade(map, from, target); },
                 .load =
                     [&](const std::vector<std::string>& ids) {
                       std::vector<std::unique_ptr<Migration>> loaded;
                       for (const std::string& id : ids) {
                         loaded.push_back(std::make_unique<CreateThing>(id, work_));
                       }
                       return loaded;
                     },
                 .starting_rows = [&](const auto&) { return rows; }});
    return output.str();
  }

  Config config_;
  EnvironmentOptions environment_ = {.dialect_name = "postgresql"};
  std::function<void(Operations&)> work_ = [](Operations& op) { op.execute("\tSELECT 1\t\n"); };
};

constexpr const char* whole = R"(BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> aaaa

SELECT 1;

INSERT INTO alembic_version (version_num) VALUES ('aaaa') RETURNING alembic_version.version_num;

-- Running upgrade aaaa -> bbbb

SELECT 1;

UPDATE alembic_version SET version_num='bbbb' WHERE alembic_version.version_num = 'aaaa';

COMMIT;

)";

TEST_F(RunOffline, WritesTheWholeRun) { EXPECT_EQ(run("head"), whole); }

TEST_F(RunOffline, CreatesNoVersionTableWhenThereIsAStart) {
  EXPECT_EQ(run("head", {"aaaa"}).find("CREATE TABLE"), std::string::npos);
}

TEST_F(RunOffline, WritesATransactionForEachMigrationWhenAsked) {
  environment_.transaction_per_migration = true;
  const std::string text = run("head", {"aaaa"});
  EXPECT_TRUE(text.starts_with("BEGIN;\n\n-- Running upgrade aaaa -> bbbb\n\n")) << text;
  EXPECT_TRUE(text.ends_with("COMMIT;\n\n")) << text;
}

TEST_F(RunOffline, WritesNoTransactionWhereTheDialectHasNone) {
  environment_.dialect_name = "sqlite";
  const std::string text = run("aaaa");
  EXPECT_TRUE(text.starts_with("CREATE TABLE alembic_version")) << text;
  EXPECT_NE(text.find("VALUES ('aaaa') RETURNING version_num;"), std::string::npos) << text;
}

TEST_F(RunOffline, EndsBatchesAsTheClientProgramOfTheDialectWants) {
  environment_.dialect_name = "mssql";
  const std::string batches = run("bbbb", {"aaaa"});
  EXPECT_EQ(batches, R"(BEGIN TRANSACTION;

-- Running upgrade aaaa -> bbbb

SELECT 1;

GO

UPDATE alembic_version SET version_num='bbbb' WHERE alembic_version.version_num = 'aaaa';

GO

COMMIT;

GO

)");
  environment_.dialect_name = "oracle";
  environment_.transactional_ddl = true;
  const std::string slashes = run("bbbb", {"aaaa"});
  EXPECT_TRUE(slashes.starts_with("SET TRANSACTION READ WRITE\n\n/\n\n-- Running")) << slashes;
  EXPECT_NE(slashes.find("SELECT 1\n\n/\n\n"), std::string::npos) << slashes;
  EXPECT_TRUE(slashes.ends_with("COMMIT\n\n/\n\n")) << slashes;
}

TEST_F(RunOffline, TakesAnotherSeparatorOrNone) {
  environment_.dialect_name = "mssql";
  environment_.batch_separator = "";
  EXPECT_EQ(run("aaaa").find("GO"), std::string::npos);
  environment_.batch_separator = "GO --";
  EXPECT_NE(run("aaaa").find("SELECT 1;\n\nGO --\n\n"), std::string::npos);
}

TEST_F(RunOffline, NamesTheVersionTableAsConfigured) {
  environment_.version_table = "vt";
  environment_.version_table_schema = "vs";
  environment_.version_table_pk = false;
  const std::string text = run("head");
  EXPECT_NE(text.find("CREATE TABLE vs.vt (\n    version_num VARCHAR(32) NOT NULL\n);"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("INSERT INTO vs.vt (version_num) VALUES ('aaaa');"), std::string::npos);
  EXPECT_NE(text.find("UPDATE vs.vt SET version_num='bbbb' WHERE vs.vt.version_num = 'aaaa';"),
            std::string::npos);
}

TEST_F(RunOffline, LeavesTheTransactionForAnAutocommitBlock) {
  work_ = [](Operations& op) { op.autocommit_block([&] { op.execute("VACUUM"); }); };
  EXPECT_NE(run("aaaa").find("COMMIT;\n\nVACUUM;\n\nBEGIN;\n\n"), std::string::npos);
}

TEST_F(RunOffline, RefusesParametersAndNamesTheRevision) {
  work_ = [](Operations& op) { op.execute("SELECT :a", {{"a", 1}}); };
  try {
    run("head");
    FAIL();
  } catch (const ScriptError& error) {
    EXPECT_STREQ(error.what(), "SQL parameters not allowed with as_sql");
    EXPECT_EQ(error.details().revision, "aaaa");
    EXPECT_EQ(error.details().path, "versions/x.cc");
  }
}

}  // namespace
}  // namespace retort
