// SPDX-License-Identifier: MIT
#include "retort/startup.h"

#include "retort/error.h"

#include "runtime/held_lock.h"
#include "unit/command/linked_project.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <future>
#include <thread>

namespace retort::test {
namespace {

class StartupTest : public ::testing::Test {
 protected:
  LinkedProject project_;
};

TEST_F(StartupTest, TheFirstStartUpgradesAndTheNextFindsNothingToDo) {
  const StartupResult first = migrate_at_startup(project_.session());
  EXPECT_EQ(first.outcome, StartupOutcome::upgraded);
  EXPECT_EQ(first.steps.size(), 2U);
  EXPECT_EQ(first.rows, std::vector<std::string>{"0002"});

  const StartupResult second = migrate_at_startup(project_.session());
  EXPECT_EQ(second.outcome, StartupOutcome::up_to_date);
  EXPECT_TRUE(second.steps.empty());
}

TEST_F(StartupTest, AFailureIsReportedAndThrown) {
  project_.run("CREATE TABLE note (id INTEGER)");
  EXPECT_THROW(migrate_at_startup(project_.session()), DatabaseError);
  ASSERT_EQ(project_.reports.errors.size(), 1U);
  EXPECT_NE(project_.reports.errors[0].find("already exists"), std::string::npos);
}

TEST_F(StartupTest, TheFallbackMakesTheTablesOfTheModels) {
  project_.run("CREATE TABLE note (id INTEGER)");
  const MetaData extra =
      define_model({{"extra", {{"id", type::Integer{}, {.primary_key = true}}}}});
  const StartupResult result = migrate_at_startup(project_.session({{"DEV_CREATE_TABLES", "true"}}),
                                                  {.models = {note_model(), extra}});

  EXPECT_EQ(result.outcome, StartupOutcome::created_tables);
  EXPECT_NE(result.failure.find("already exists"), std::string::npos);
  EXPECT_TRUE(project_.has_table("extra"));
  ASSERT_EQ(project_.reports.warnings.size(), 1U);
  EXPECT_NE(project_.reports.warnings[0].find("DEV_CREATE_TABLES"), std::string::npos);
}

TEST_F(StartupTest, TheFallbackKnowsTheModelsOfTheLinkedEnvFile) {
  project_.run("CREATE TABLE note (id INTEGER)");
  EXPECT_EQ(migrate_at_startup(project_.session({{"DEV_CREATE_TABLES", "true"}})).outcome,
            StartupOutcome::created_tables);
}

TEST_F(StartupTest, TheFallbackWaitsForWhoeverMigrates) {
  // Another thread is another run.
  std::promise<void> held, ended;
  std::thread other([&] {
    const std::unique_ptr<Connection> connection = project_.connect();
    HeldLock lock({.dialect = &dialect("sqlite"),
                   .request = {.connection = connection.get(), .name = "alembic_version"},
                   .runs = "upgrade head"});
    lock.acquire();
    held.set_value();
    ended.get_future().wait();
  });
  held.get_future().wait();
  Session session = project_.session({{"DEV_CREATE_TABLES", "true"}});
  session.environment.lock.timeout = std::chrono::milliseconds(30);
  EXPECT_THROW(migrate_at_startup(session, {.models = {note_model()}}), Error);
  EXPECT_FALSE(project_.has_table("note"));
  ended.set_value();
  other.join();

  EXPECT_EQ(migrate_at_startup(session).outcome, StartupOutcome::upgraded);
}

TEST_F(StartupTest, ThereIsNoFallbackWithoutModels) {
  project_.run("CREATE TABLE note (id INTEGER)");
  EXPECT_THROW(migrate_at_startup(project_.session_without_models({{"DEV_CREATE_TABLES", "true"}})),
               DatabaseError);
}

TEST_F(StartupTest, TheFallbackHasToBeAskedForInSoManyWords) {
  project_.run("CREATE TABLE note (id INTEGER)");
  EXPECT_THROW(migrate_at_startup(project_.session({{"DEV_CREATE_TABLES", "false"}})),
               DatabaseError);
}

TEST_F(StartupTest, AProtectedEnvironmentHasNoFallback) {
  project_.run("CREATE TABLE note (id INTEGER)");
  EXPECT_THROW(
      migrate_at_startup(project_.session({{"DEV_CREATE_TABLES", "true"}, {"ENV", "production"}}),
                         {.allow_protected = true}),
      DatabaseError);
}

TEST_F(StartupTest, AProtectedEnvironmentIsMigratedWhereTheProgramSaysSo) {
  EXPECT_THROW(migrate_at_startup(project_.session({{"ENV", "production"}})), Error);
  EXPECT_FALSE(project_.has_table("note"));
  EXPECT_EQ(migrate_at_startup(project_.session({{"ENV", "production"}}), {.allow_protected = true})
                .outcome,
            StartupOutcome::upgraded);
}

TEST_F(StartupTest, NobodyNeedsLeaveToFindNothingToDo) {
  migrate_at_startup(project_.session());
  EXPECT_EQ(migrate_at_startup(project_.session({{"ENV", "production"}})).outcome,
            StartupOutcome::up_to_date);
}

TEST_F(StartupTest, ANewerDatabaseIsAFailureUnlessTheProgramAcceptsIt) {
  migrate_at_startup(project_.session());
  project_.run("UPDATE alembic_version SET version_num = '0003'");

  EXPECT_THROW(migrate_at_startup(project_.session()), RevisionError);
  EXPECT_EQ(migrate_at_startup(project_.session(), {.accept_newer = true}).outcome,
            StartupOutcome::newer);
}

TEST_F(StartupTest, AProbeFollowsTheDatabase) {
  const ReadinessProbe probe(project_.session());
  EXPECT_FALSE(probe.ask().ready);

  migrate_at_startup(project_.session());
  EXPECT_TRUE(probe.ask().ready);
  EXPECT_EQ(to_text(to_json(probe.ask())),
            R"({"ready": true, "verdict": "up_to_date", "current": ["0002"], "heads": ["0002"], )"
            R"("pending": []})");

  project_.run("UPDATE alembic_version SET version_num = '0001'");
  EXPECT_FALSE(probe.ask().ready);

  project_.run("UPDATE alembic_version SET version_num = '0003'");
  EXPECT_TRUE(probe.ask().ready);
  const ReadinessProbe strict(project_.session(), {.accept_newer = false});
  EXPECT_FALSE(strict.ask().ready);
}

TEST_F(StartupTest, AProbeThatCannotReachItsDatabaseSaysSoAndThrowsNothing) {
  Session session = project_.session();
  session.environment.url = "sqlite:////nonexistent/folder/app.db";
  const Readiness answer = ReadinessProbe(session).ask();
  EXPECT_FALSE(answer.ready);
  EXPECT_EQ(answer.database.verdict, command::StatusVerdict::unreachable);
  EXPECT_NE(answer.database.problem, "");
}

TEST_F(StartupTest, AProbeLogsNothing) {
  project_.reports.startup.clear();
  const ReadinessProbe probe(project_.session());
  probe.ask();
  EXPECT_TRUE(project_.reports.startup.empty());
  EXPECT_TRUE(project_.reports.warnings.empty());
}

TEST(ProcessHostTest, ItHasTheVariablesAndTheFolderOfTheProcess) {
  ::setenv("RETORT_PROCESS_HOST_TEST", "seen=so", 1);
  const Host host = process_host();
  ASSERT_NE(host.find_variable("RETORT_PROCESS_HOST_TEST"), nullptr);
  EXPECT_EQ(*host.find_variable("RETORT_PROCESS_HOST_TEST"), "seen=so");
  EXPECT_TRUE(is_absolute_path(host.working_directory));
  ::unsetenv("RETORT_PROCESS_HOST_TEST");
}

}  // namespace
}  // namespace retort::test
