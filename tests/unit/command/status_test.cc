// SPDX-License-Identifier: MIT
#include "retort/status.h"

#include "retort/error.h"

#include "unit/command/linked_project.h"

#include <gtest/gtest.h>

namespace retort::test {
namespace {

using command::RevisionNote;
using command::StatusResult;
using command::StatusVerdict;

class StatusTest : public ::testing::Test {
 protected:
  LinkedProject project_;
};

TEST_F(StatusTest, ADatabaseWithoutAVersionTableHasEverythingPending) {
  const StatusResult status = command::status(project_.session());

  ASSERT_EQ(status.databases.size(), 1U);
  EXPECT_EQ(status.verdict, StatusVerdict::pending);
  EXPECT_TRUE(status.databases[0].current.empty());
  EXPECT_EQ(status.databases[0].pending,
            (std::vector<RevisionNote>{{"0001", "notes"}, {"0002", "their text"}}));
  EXPECT_EQ(status.heads, (std::vector<RevisionNote>{{"0002", "their text"}}));
  EXPECT_FALSE(project_.has_table("alembic_version"));
}

TEST_F(StatusTest, NothingIsPendingAtTheHead) {
  command::upgrade(project_.session());
  const StatusResult status = command::status(project_.session());

  EXPECT_EQ(status.verdict, StatusVerdict::up_to_date);
  EXPECT_TRUE(status.databases.at(0).pending.empty());
  EXPECT_EQ(status.databases.at(0).current, (std::vector<RevisionNote>{{"0002", "their text"}}));
  EXPECT_EQ(status.databases.at(0).url, project_.url());
  EXPECT_FALSE(status.drift.has_value());
}

TEST_F(StatusTest, WhatIsPendingBeginsBehindTheRow) {
  command::upgrade(project_.session(), {.revision = "0001"});
  const StatusResult status = command::status(project_.session());

  EXPECT_EQ(status.databases.at(0).pending, (std::vector<RevisionNote>{{"0002", "their text"}}));
}

TEST_F(StatusTest, ARowOfOtherFilesIsUnknown) {
  command::upgrade(project_.session());
  project_.run("UPDATE alembic_version SET version_num = '0003'");
  const StatusResult status = command::status(project_.session());

  EXPECT_EQ(status.verdict, StatusVerdict::unknown_rows);
  EXPECT_EQ(status.databases.at(0).unknown_rows, std::vector<std::string>{"0003"});
  EXPECT_TRUE(status.databases.at(0).pending.empty());
}

TEST_F(StatusTest, ADatabaseThatCannotBeReachedIsPartOfTheAnswer) {
  Session session = project_.session();
  session.environment.url = "sqlite:////nonexistent/folder/app.db";
  const StatusResult status = command::status(session);

  EXPECT_EQ(status.verdict, StatusVerdict::unreachable);
  EXPECT_NE(status.databases.at(0).problem, "");
}

TEST_F(StatusTest, ModelsAreComparedWhenAskedFor) {
  command::upgrade(project_.session());
  EXPECT_EQ(command::status(project_.session(), {.compare_models = true}).drift,
            std::vector<std::string>{});

  project_.run("ALTER TABLE note ADD COLUMN extra INTEGER");
  const StatusResult status = command::status(project_.session(), {.compare_models = true});
  EXPECT_EQ(status.verdict, StatusVerdict::drifted);
  EXPECT_EQ(status.drift.value().size(), 1U);
}

TEST_F(StatusTest, ModelsAreNotComparedWhileRevisionsArePending) {
  const StatusResult status = command::status(project_.session(), {.compare_models = true});
  EXPECT_EQ(status.verdict, StatusVerdict::pending);
  EXPECT_FALSE(status.drift.has_value());
}

TEST_F(StatusTest, ItsJsonHasAVerdictAndAllDatabases) {
  const JsonValue json = command::to_json(command::status(project_.session()));

  EXPECT_EQ(*json.find("verdict"), JsonValue("pending"));
  EXPECT_EQ(*json.find("up_to_date"), JsonValue(false));
  EXPECT_EQ(*json.find("drift"), JsonValue());
  const auto& databases = std::get<JsonValue::Array>(json.find("databases")->value());
  ASSERT_EQ(databases.size(), 1U);
  EXPECT_EQ(to_text(*databases[0].find("pending")),
            to_text(JsonValue(std::vector<JsonValue>{
                JsonValue::object({{"revision", "0001"}, {"message", "notes"}}),
                JsonValue::object({{"revision", "0002"}, {"message", "their text"}})})));
}

}  // namespace
}  // namespace retort::test
