// SPDX-License-Identifier: MIT
#include "retort/revision.h"

#include "unit/revision/graphs.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

using test::branched;
using test::error_of;
using test::revision;
using test::Strings;

TEST(RevisionMap, IsEmptyWithoutRevisions) {
  const RevisionMap map;
  EXPECT_TRUE(map.empty());
  EXPECT_EQ(map.heads(), Strings{});
  EXPECT_EQ(current_head(map), std::nullopt);
}

TEST(RevisionMap, TellsHeadsByParentFromHeadsByDependency) {
  const RevisionMap map = RevisionMap::build({
      revision("a", {}),
      revision("b", {"a"}),
      revision("x", {}, {.depends_on = {"b"}}),
  });
  EXPECT_EQ(map.heads(), (Strings{"b", "x"}));
  EXPECT_EQ(map.real_heads(), Strings{"x"});
  EXPECT_EQ(map.bases(), (Strings{"a", "x"}));
  EXPECT_EQ(map.real_bases(), Strings{"a"});
}

TEST(RevisionMap, FindsByIdAndByLabelButNotByPrefix) {
  const RevisionMap map = branched();
  ASSERT_NE(map.find("left"), nullptr);
  EXPECT_EQ(map.find("left")->revision, "2222bbbb");
  EXPECT_EQ(map.find("2222bbbb"), map.find("left"));
  EXPECT_EQ(map.find("2222"), nullptr);
}

TEST(RevisionMap, DropsDependenciesThatAnAncestorHasAlready) {
  const RevisionMap map = RevisionMap::build({
      revision("d", {}),
      revision("e", {}),
      revision("a", {}, {.depends_on = {"d"}}),
      revision("b", {"a"}),
      revision("c", {"b"}, {.depends_on = {"d", "e"}}),
  });
  const RevisionLinks links = map.links(*map.find("c"));
  EXPECT_EQ(links.dependencies, (Strings{"d", "e"}));
  EXPECT_EQ(links.normalized_dependencies, Strings{"e"});
}

TEST(RevisionMap, HandsLabelsToDescendantsAndDownAnUnbranchedLine) {
  const RevisionMap map = RevisionMap::build({
      revision("a", {}),
      revision("b", {"a"}, {.labels = {"main"}}),
      revision("c", {"b"}),
  });
  for (const char* id : {"a", "b", "c"}) {
    EXPECT_EQ(map.links(*map.find(id)).branch_labels, Strings{"main"}) << id;
  }
  EXPECT_EQ(branched().links(*branched().find("1111aaaa")).branch_labels, Strings{});
  EXPECT_EQ(branched().links(*branched().find("7777abcd")).branch_labels,
            (Strings{"left", "other"}));
}

TEST(RevisionMap, KeepsTheLaterOfTwoRevisionsWithOneIdAndWarns) {
  const RevisionMap map = RevisionMap::build(
      {revision("a", {}), revision("b", {"a"}), revision("b", {"a"}, {.labels = {"new"}})});
  EXPECT_EQ(map.warnings(), Strings{"Revision b is present more than once"});
  EXPECT_EQ(map.find("b")->branch_labels, Strings{"new"});
  EXPECT_EQ(map.ids(), (Strings{"a", "b"}));
}

TEST(RevisionMap, RejectsWhatCannotBeOrdered) {
  struct Case {
    std::vector<Revision> revisions;
    RevisionErrorKind kind;
    std::string message;
  };
  const std::vector<Case> cases{
      {{revision("a", {"a"})}, RevisionErrorKind::loop, "Self-loop is detected in revisions (a)"},
      {{revision("a", {}, {.depends_on = {"a"}})},
       RevisionErrorKind::dependency_loop,
       "Dependency self-loop is detected in revisions (a)"},
      {{revision("b", {"a"}), revision("a", {"b"})},
       RevisionErrorKind::cycle,
       "Cycle is detected in revisions (b, a)"},
      {{revision("a", {}), revision("c", {"b"}), revision("b", {"c"})},
       RevisionErrorKind::cycle,
       "Cycle is detected in revisions (b, c)"},
      {{revision("a", {}, {.depends_on = {"b"}}), revision("b", {"a"})},
       RevisionErrorKind::dependency_cycle,
       "Dependency cycle is detected in revisions (a, b)"},
      {{revision("a", {"gone"})},
       RevisionErrorKind::missing,
       "Revision gone referenced from gone -> a (head), about a is not present"},
      {{revision("a", {}, {.depends_on = {"gone"}})},
       RevisionErrorKind::missing,
       "Revision gone referenced from depends_on of a is not present"},
      {{revision("a", {}, {.labels = {"x"}}), revision("b", {"x"})},
       RevisionErrorKind::missing,
       "Revision b has the branch label 'x' as down_revision; only depends_on may name a label"},
      {{revision("a", {}, {.labels = {"x"}}), revision("b", {"a"}, {.labels = {"x"}})},
       RevisionErrorKind::duplicate_label,
       "Branch name 'x' in revision b already used by revision a"},
      {{revision("a+b:c", {})},
       RevisionErrorKind::illegal_identifier,
       "Character(s) '+, :' not allowed in revision identifier 'a+b:c'"},
  };
  for (const Case& one : cases) {
    try {
      RevisionMap::build(one.revisions);
      ADD_FAILURE() << "accepted: " << one.message;
    } catch (const RevisionError& error) {
      EXPECT_EQ(error.what(), one.message);
      EXPECT_EQ(error.kind(), one.kind) << one.message;
    }
  }
}

TEST(RevisionMap, SeesACircleThatHasWaysInAndOut) {
  const std::string message = error_of([] {
    RevisionMap::build({
        revision("base", {}),
        revision("one", {"base", "two"}),
        revision("two", {"one"}),
        revision("top", {"two"}),
    });
  });
  EXPECT_EQ(message, "Cycle is detected in revisions (one, two)");
}

TEST(RevisionMap, GivesEarlierWarningsToTheErrorThatFollows) {
  try {
    RevisionMap::build({revision("a", {}), revision("a", {}), revision("b", {"gone"})});
    ADD_FAILURE() << "accepted";
  } catch (const RevisionError& error) {
    EXPECT_EQ(error.details().warnings, Strings{"Revision a is present more than once"});
  }
}

TEST(RevisionMap, GrowsByOneRevisionWithoutChangingTheOldMap) {
  const RevisionMap map = branched();
  const RevisionMap grown = map.with_revision(revision("8888", {"3333cccc"}));
  EXPECT_EQ(map.revisions().size(), 7U);
  EXPECT_EQ(grown.heads(), (Strings{"7777abcd", "8888"}));
  EXPECT_EQ(grown.links(*grown.find("8888")).branch_labels, Strings{"right"});
}

TEST(RevisionMap, LinksALongLine) {
  const RevisionMap map = test::line(5000);
  EXPECT_EQ(map.heads(), Strings{"r4999"});
  EXPECT_EQ(history(map).size(), 5000U);
  EXPECT_EQ(history(map).front()->revision, "r4999");
}

}  // namespace
}  // namespace retort
