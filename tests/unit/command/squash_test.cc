// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "command/schema_text.h"
#include "command/squash_data.h"
#include "command/squash_range.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort::command {
namespace {

Revision revision(const std::string& id, const std::vector<std::string>& down) {
  Revision made;
  made.revision = id;
  made.down_revision = down;
  return made;
}

/// base - a - b - c - d, and e beside c where `branched`.
RevisionMap chain(bool branched = false) {
  std::vector<Revision> all = {revision("a", {}), revision("b", {"a"}), revision("c", {"b"}),
                               revision("d", {"c"})};
  if (branched) all.push_back(revision("e", {"b"}));
  return RevisionMap::build(all);
}

std::string refusal(const RevisionMap& map, const std::string& range) {
  try {
    read_range(map, range);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(DraftRange, IsAPlainLineWithBothEnds) {
  const RevisionMap map = chain();
  const DraftRange range = read_range(map, "b:d");
  EXPECT_EQ(range.ids(), (std::vector<std::string>{"b", "c", "d"}));
  EXPECT_EQ(range.parent, "a");
  const DraftRange first = read_range(map, "a:head");
  EXPECT_EQ(first.parent, std::nullopt);
  EXPECT_EQ(first.rows_before(), std::vector<std::string>{});
}

TEST(DraftRange, MayEndWhereABranchBegins) {
  EXPECT_EQ(read_range(chain(true), "a:b").ids(), (std::vector<std::string>{"a", "b"}));
}

TEST(DraftRange, HasNoBranchWithin) {
  EXPECT_EQ(refusal(chain(true), "b:d"), "These revisions cannot become one: a branch begins at b");
}

TEST(DraftRange, HasNoMerge) {
  const RevisionMap map = RevisionMap::build(
      {revision("a", {}), revision("b", {}), revision("c", {"a", "b"}), revision("d", {"c"})});
  EXPECT_EQ(refusal(map, "c:d"), "These revisions cannot become one: c is a merge");
  EXPECT_EQ(refusal(map, "a:d"), "These revisions cannot become one: c is a merge");
}

TEST(DraftRange, NothingElseDependsOnWhatGoes) {
  Revision other = revision("x", {});
  other.depends_on = {"b"};
  const auto map_with = [&] {
    return RevisionMap::build(
        {revision("a", {}), revision("b", {"a"}), revision("c", {"b"}), other});
  };
  EXPECT_EQ(refusal(map_with(), "a:c"), "These revisions cannot become one: x depends on b");
  other.depends_on = {"c"};
  EXPECT_EQ(refusal(map_with(), "a:c"), "none");
}

TEST(DraftRange, NamesWhatIsWrongWithItsEnds) {
  EXPECT_EQ(refusal(chain(), "b:b"), "These revisions cannot become one: there is only one, b");
  EXPECT_EQ(refusal(chain(), "d:b"), "These revisions cannot become one: d does not come before b");
  EXPECT_EQ(refusal(chain(), ":b"), "squash needs the first and the last draft, as FIRST:LAST");
}

TEST(AppliedDrafts, AreThoseBehindTheRows) {
  const RevisionMap map = chain();
  const DraftRange range = read_range(map, "b:d");
  using Ids = std::vector<std::string>;
  EXPECT_EQ(applied_drafts(map, range, {"c"}), (Ids{"b", "c"}));
  EXPECT_EQ(applied_drafts(map, range, {"a"}), Ids{});
  EXPECT_EQ(applied_drafts(map, range, {}), Ids{});
  EXPECT_EQ(applied_drafts(map, range, {"somebody else's"}), Ids{});
}

TEST(StatementKind, TellsSchemaDataAndTheRestApart) {
  EXPECT_EQ(statement_kind("CREATE UNIQUE INDEX i ON t (a)"), StatementKind::schema);
  EXPECT_EQ(statement_kind("alter type mood add value 'x'"), StatementKind::schema);
  EXPECT_EQ(statement_kind("COMMENT ON TABLE t IS 'x'"), StatementKind::schema);
  EXPECT_EQ(statement_kind("CREATE OR REPLACE VIEW v AS SELECT 1"), StatementKind::other);
  EXPECT_EQ(statement_kind("DROP FUNCTION f()"), StatementKind::other);
  EXPECT_EQ(statement_kind("GRANT SELECT ON t TO r"), StatementKind::other);
  EXPECT_EQ(statement_kind("-- why\nUPDATE t SET a = 1"), StatementKind::data);
  EXPECT_EQ(statement_kind("WITH x AS (SELECT 1) DELETE FROM t"), StatementKind::data);
  EXPECT_EQ(statement_kind("SELECT setval('s', 5)"), StatementKind::data);
  EXPECT_EQ(statement_kind("create temp table t as select 1"), StatementKind::data);
  EXPECT_EQ(statement_kind("CREATE TABLE t (a INT GENERATED ALWAYS AS (1) STORED)"),
            StatementKind::schema);
}

TEST(DraftRename, IsWhatMovesRowsToAnotherName) {
  const auto renamed = [](const char* sql) {
    const std::optional<DraftRename> found = find_rename(sql);
    return found ? found->table + "|" + found->type : "none";
  };
  EXPECT_EQ(renamed("ALTER TABLE t RENAME TO u"), "t|");
  EXPECT_EQ(renamed("alter table if exists only app.T rename column a to b"), "app.t|");
  EXPECT_EQ(renamed("ALTER TABLE public.\"T\" RENAME a TO b"), "T|");
  EXPECT_EQ(renamed("ALTER TABLE t SET SCHEMA old"), "t|");
  EXPECT_EQ(renamed("ALTER TYPE mood RENAME VALUE 'a' TO 'b'"), "|mood");
  EXPECT_EQ(renamed("ALTER TYPE mood RENAME TO temper"), "|mood");
  EXPECT_EQ(renamed("ALTER TYPE mood ADD VALUE 'c'"), "none");
  EXPECT_EQ(renamed("ALTER TABLE t RENAME CONSTRAINT a TO b"), "none");
  EXPECT_EQ(renamed("ALTER TABLE t ADD COLUMN rename INT"), "none");
  EXPECT_EQ(renamed("ALTER INDEX i RENAME TO j"), "none");
}

TEST(SchemaDifferences, AreWhatIsMissingAndWhatIsTooMuch) {
  EXPECT_EQ(schema_differences({"a", "b"}, {"b", "c"}), (std::vector<std::string>{"- a", "+ c"}));
  EXPECT_NE(fingerprint({"a", "b"}), fingerprint({"a b"}));
}

}  // namespace
}  // namespace retort::command
