// SPDX-License-Identifier: MIT
#include "retort/migration_index.h"

#include "retort/error.h"
#include "retort/migration.h"
#include "retort/revision.h"

#include "unit/frontend/recorder.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace retort {
namespace {

const RevisionIdentity first{.revision = "a1"};
const RevisionIdentity second{
    .revision = "b2", .down_revision = {"a1"}, .branch_labels = {"shop"}, .transaction = false};
const MigrationEntry entries[] = {
    {&first, [](Operations& op) { op.drop_table("up"); },
     [](Operations& op) { op.drop_table("down"); }, "the first", "versions/a1.cc"},
    {&second, [](Operations&) { throw std::runtime_error("no luck"); }, [](Operations&) {}, "", ""},
};
const SqlEntry scripts[] = {{"versions/c3.sql",
                             "-- revision: c3\n-- down_revision: b2\n\n-- upgrade\nSELECT ':x';\n"
                             "SELECT 2;\n-- downgrade\nSELECT 3\n"}};
const MigrationIndex index_of_both{.migrations = entries, .sql = scripts};

TEST(MigrationIndex, TellsTheIdentitiesOfCodeAndSql) {
  const std::vector<Revision> revisions = indexed_revisions(index_of_both);
  ASSERT_EQ(revisions.size(), 3U);
  EXPECT_EQ(revisions[0].revision, "a1");
  EXPECT_EQ(revisions[0].longdoc, "the first");
  EXPECT_EQ(revisions[0].path, "versions/a1.cc");
  EXPECT_EQ(revisions[1].down_revision, std::vector<std::string>{"a1"});
  EXPECT_EQ(revisions[1].branch_labels, std::vector<std::string>{"shop"});
  EXPECT_EQ(revisions[2].revision, "c3");
  EXPECT_EQ(revisions[2].path, "versions/c3.sql");
}

TEST(MigrationIndex, LoadsInTheOrderOfTheRequest) {
  const auto migrations = load_indexed(index_of_both, {"c3", "a1"});
  ASSERT_EQ(migrations.size(), 2U);
  RecordingSink sink("postgresql");
  Operations op(sink);
  migrations[0]->upgrade(op);
  migrations[1]->downgrade(op);
  ASSERT_EQ(sink.operations.size(), 3U);
  EXPECT_TRUE(sink.operations[0] == Operation(op::Execute{literal_column("SELECT ':x'")}));
  EXPECT_EQ(std::get<op::DropTable>(sink.operations[2].base()).table.name, "down");
  EXPECT_EQ(migrations[0]->line_of("SELECT 2"), 6);
  EXPECT_EQ(migrations[0]->line_of("SELECT 9"), 0);
  EXPECT_TRUE(migrations[1]->transactional());
}

TEST(MigrationIndex, ARevisionThatIsNotThereIsAnError) {
  EXPECT_THROW(load_indexed(index_of_both, {"zz"}), ScriptError);
}

TEST(MigrationIndex, AnExceptionOfTheAuthorsCodeNamesTheRevision) {
  const auto migrations = load_indexed(index_of_both, {"b2"});
  EXPECT_FALSE(migrations[0]->transactional());
  RecordingSink sink("postgresql");
  Operations op(sink);
  try {
    migrations[0]->upgrade(op);
    FAIL();
  } catch (const ScriptError& error) {
    EXPECT_STREQ(error.what(), "revision b2 failed: no luck");
    EXPECT_EQ(error.details().revision, "b2");
  }
}

}  // namespace
}  // namespace retort
