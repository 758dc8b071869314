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

constexpr ShortFormat history_line{.branch_labels = true, .parents = true, .doc = true};

TEST(ShortFormat, ShowsParentsDependenciesLabelsAndPlace) {
  const RevisionMap map = branched();
  const auto text = [&](const char* id) { return format_short(map, *map.find(id), history_line); };
  EXPECT_EQ(text("7777abcd"),
            "4444dddd, 6666ffff -> 7777abcd (left, other) (head) (mergepoint), about 7777abcd");
  EXPECT_EQ(text("5555eeee"), "<base> (right) -> 5555eeee (other), about 5555eeee");
  EXPECT_EQ(text("3333cccc"), "1111aaaa -> 3333cccc (right) (effective head), about 3333cccc");
  EXPECT_EQ(format_short(map, *map.find("1111aaaa")), "1111aaaa (branchpoint)");
  EXPECT_EQ(format_short(map, *map.find("1111aaaa"), {.tree_indicators = false}), "1111aaaa");
}

TEST(LongFormat, IsAParagraph) {
  Revision one = revision("bbbb", {"aaaa"}, {.labels = {"main"}, .depends_on = {"cccc"}});
  one.longdoc = "summary\n\nmore\r\nlines";
  const RevisionMap map = RevisionMap::build({revision("aaaa", {}), revision("cccc", {}), one});
  EXPECT_EQ(format_long(map, *map.find("bbbb"), {.is_current = true}),
            "Rev: bbbb (head) (current)\n"
            "Parent: aaaa\n"
            "Also depends on: cccc\n"
            "Branch names: main\n"
            "Path: /m/bbbb.py\n"
            "\n"
            "    summary\n    \n    more\n    lines\n");
  EXPECT_EQ(one.doc(), "summary");
}

TEST(BranchFormat, IndentsChildrenBelowTheBranchPoint) {
  const RevisionMap map = branched();
  EXPECT_EQ(format_branch_point(map, branch_points(map).front()),
            "1111aaaa (branchpoint)\n"
            "         -> 2222bbbb (left)\n"
            "         -> 3333cccc (right) (effective head)\n");
}

TEST(NewRevision, ContinuesTheHeadOfABranch) {
  NewRevisionOptions options;
  options.revision = "8888";
  options.head = Strings{"left@head"};
  options.branch_labels = {"fresh"};
  options.depends_on = {"2222", "right"};
  const Revision made = resolve_new_revision(branched(), options);
  EXPECT_EQ(made.down_revision, (Strings{"7777abcd"}));
  EXPECT_EQ(made.branch_labels, Strings{"fresh"});
  EXPECT_EQ(made.depends_on, (Strings{"2222bbbb", "right"}));
}

TEST(NewRevision, RefusesWhatWouldNotFit) {
  const RevisionMap map =
      RevisionMap::build({revision("a", {}), revision("b", {"a"}), revision("c", {"a"})});
  const auto message = [&](NewRevisionOptions options) {
    return error_of([&] { resolve_new_revision(map, options); });
  };
  EXPECT_EQ(message({.revision = "n"}),
            "Multiple heads are present; please specify the head revision on which the new "
            "revision should be based, or perform a merge.");
  EXPECT_EQ(message({.revision = "n", .head = Strings{"a"}}),
            "Revision a is not a head revision; please specify --splice to create a new branch "
            "from this revision");
  EXPECT_EQ(message({.revision = "n", .head = Strings{"b", "b"}}),
            "Duplicate head revisions specified");
  EXPECT_EQ(message({.revision = "n-1", .head = Strings{"b"}}),
            "Character(s) '-' not allowed in revision identifier 'n-1'");
  EXPECT_EQ(message({.revision = "n", .head = Strings{"a"}, .splice = true}), "");
  EXPECT_EQ(message({.revision = "n", .head = Strings{"base"}}), "");
}

TEST(NewRevision, MergesSeveralHeads) {
  const RevisionMap map =
      RevisionMap::build({revision("a", {}), revision("b", {"a"}), revision("c", {"a"})});
  EXPECT_EQ(resolve_new_revision(map, {.revision = "n", .head = Strings{"heads"}}).down_revision,
            (Strings{"b", "c"}));
}

}  // namespace
}  // namespace retort
