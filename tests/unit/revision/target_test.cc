// SPDX-License-Identifier: MIT
#include "retort/revision.h"

#include "unit/revision/graphs.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

using test::branched;
using test::error_of;
using test::ids;
using test::revision;
using test::Strings;

TEST(RelativeTarget, IsReadFromItsThreeParts) {
  const auto target = parse_relative_target("left@aaaa+12");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->branch, "left");
  EXPECT_EQ(target->symbol, "aaaa");
  EXPECT_EQ(target->steps, 12);
  EXPECT_EQ(target->text, "+12");
}

TEST(RelativeTarget, MayLackBranchAndSymbol) {
  const auto target = parse_relative_target("-3");
  ASSERT_TRUE(target);
  EXPECT_FALSE(target->branch);
  EXPECT_FALSE(target->symbol);
  EXPECT_EQ(target->steps, -3);
}

TEST(RelativeTarget, IgnoresWhatFollowsTheNumber) {
  ASSERT_TRUE(parse_relative_target("aaaa+1rest"));
  EXPECT_EQ(parse_relative_target("aaaa+1rest")->steps, 1);
}

TEST(RelativeTarget, NeedsASignAndADigit) {
  for (const char* text : {"", "head", "aaaa+", "+", "a b+1", "left@", "left@head"}) {
    EXPECT_FALSE(parse_relative_target(text)) << text;
  }
}

TEST(RelativeTarget, CutsOffEndlessNumbers) {
  EXPECT_EQ(parse_relative_target("-99999999999999999999999")->steps, -1'000'000'000);
}

TEST(HistoryRange, HasOneColonAndOptionalEnds) {
  EXPECT_EQ(parse_history_range("a:b"), (RevisionRange{"a", "b"}));
  EXPECT_EQ(parse_history_range(" :b"), (RevisionRange{std::nullopt, "b"}));
  EXPECT_EQ(parse_history_range("a:"), (RevisionRange{"a", std::nullopt}));
  EXPECT_THROW(parse_history_range("a"), Error);
  EXPECT_THROW(parse_history_range("a:b:c"), Error);
}

TEST(TargetRange, KeepsAnEmptyStartApartFromNone) {
  EXPECT_EQ(parse_target_range("head"), (TargetRange{std::nullopt, "head"}));
  EXPECT_EQ(parse_target_range(":head"), (TargetRange{"", "head"}));
  EXPECT_EQ(parse_target_range("a:b"), (TargetRange{"a", "b"}));
  EXPECT_THROW(parse_target_range("a:b:c"), Error);
}

TEST(Identifiers, LeadToRevisions) {
  struct Case {
    const char* symbol;
    Strings found;
  };
  const RevisionMap map = branched();
  const std::vector<Case> cases{
      {"2222bbbb", {"2222bbbb"}},  {"2222", {"2222bbbb"}},
      {"2", {"2222bbbb"}},         {"left", {"2222bbbb"}},
      {"righ", {"3333cccc"}},      {"heads", {"7777abcd"}},
      {"left@head", {"7777abcd"}}, {"right@heads", {"3333cccc"}},
      {"3333@head", {"3333cccc"}}, {"base", {}},
      {"left@base", {}},           {"left@1111", {"1111aaaa"}},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(ids(resolve_revisions(map, one.symbol)), one.found) << one.symbol;
  }
}

TEST(Identifiers, CountDownFromEveryHead) {
  const RevisionMap map =
      RevisionMap::build({revision("a", {}), revision("b", {"a"}), revision("c", {"a"})});
  EXPECT_EQ(ids(resolve_revisions(map, "-1")), (Strings{"a", "a"}));
}

TEST(Identifiers, ThatLeadNowhereAreNamedInTheError) {
  const RevisionMap map = branched();
  for (const char* symbol : {"nope", "nope@head", "right@4444dddd", "+1", "head-1", ""}) {
    EXPECT_NE(error_of([&] { resolve_revisions(map, symbol); }).find("Can't locate revision"),
              std::string::npos)
        << symbol;
  }
}

TEST(Identifiers, ExplainThemselvesInTheCause) {
  const RevisionMap map = branched();
  const auto cause = [&](const char* symbol) -> std::string {
    try {
      resolve_revision(map, symbol);
    } catch (const RevisionError& error) {
      return error.details().cause;
    }
    return "";
  };
  EXPECT_EQ(cause("nope"), "No such revision or branch 'nope'");
  EXPECT_EQ(cause("no"),
            "No such revision or branch 'no'; please ensure at least four characters are present "
            "for partial revision identifier matches");
  EXPECT_EQ(cause("nope@2222"), "No such branch: 'nope'");
  EXPECT_EQ(cause("right@4444dddd"), "Revision 4444dddd is not a member of branch 'right'");
}

TEST(Identifiers, RefuseAmbiguousPrefixesAndHeads) {
  const RevisionMap map = RevisionMap::build(
      {revision("abcd1", {}), revision("abcd2", {"abcd1"}), revision("abcd3", {"abcd1"})});
  try {
    resolve_revision(map, "abcd");
    ADD_FAILURE() << "accepted";
  } catch (const RevisionError& error) {
    EXPECT_EQ(error.details().cause,
              "Multiple revisions start with 'abcd': 'abcd1', 'abcd2', 'abcd3'...");
  }
  EXPECT_EQ(error_of([&] { resolve_revision(map, "head"); }),
            "Multiple head revisions are present for given argument 'head'; please specify a "
            "specific target revision, '<branchname>@head' to narrow to a specific head, or "
            "'heads' for all heads");
}

TEST(Identifiers, OfThreeCharactersAreFoundOnlyInFull) {
  const RevisionMap map = RevisionMap::build({revision("abc", {})});
  EXPECT_EQ(ids(resolve_revisions(map, "abc")), Strings{"abc"});
  EXPECT_NE(error_of([&] { resolve_revisions(map, "ab"); }), "");
}

TEST(History, RunsNewestFirstDownOneLineAtATime) {
  EXPECT_EQ(ids(history(branched())), (Strings{"7777abcd", "4444dddd", "6666ffff", "5555eeee",
                                               "3333cccc", "2222bbbb", "1111aaaa"}));
}

TEST(History, TakesRangesWithBothEnds) {
  HistoryOptions options;
  options.range = parse_history_range("2222:4444");
  EXPECT_EQ(ids(history(branched(), options)), (Strings{"4444dddd", "2222bbbb"}));
  options.range = parse_history_range("3333:4444");
  EXPECT_EQ(error_of([&] { history(branched(), options); }),
            "Requested range 3333:4444 does not refer to ancestor/descendant revisions along the "
            "same branch");
  options.range = parse_history_range("1111:current");
  options.current_rows = {"2222bbbb"};
  EXPECT_EQ(ids(history(branched(), options)), (Strings{"2222bbbb", "1111aaaa"}));
}

TEST(History, ListsBranchPointsWithTheirChildren) {
  const RevisionMap map = branched();
  const std::vector<BranchPoint> points = branch_points(map);
  ASSERT_EQ(points.size(), 1U);
  EXPECT_EQ(points.front().revision->revision, "1111aaaa");
  EXPECT_EQ(ids(points.front().children), (Strings{"2222bbbb", "3333cccc"}));
}

TEST(CurrentRevisions, IncludeTipsThatARowImplies) {
  EXPECT_EQ(ids(current_revisions(branched(), {"6666ffff"})),
            (Strings{"2222bbbb", "3333cccc", "6666ffff"}));
}

}  // namespace
}  // namespace retort
