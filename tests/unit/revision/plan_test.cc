// SPDX-License-Identifier: MIT
#include "retort/revision.h"

#include "unit/revision/graphs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace retort {
namespace {

using test::branched;
using test::error_of;
using test::random_graph;
using test::revision;
using test::Strings;

/// "insert a", "update a b", "delete a", one after the other.
Strings statements(const Plan& plan) {
  Strings out;
  for (const Step& step : plan.steps) {
    for (const RowOperation& operation : step.row_operations) {
      switch (operation.kind) {
        case RowOperation::Kind::insert_row:
          out.push_back("insert " + operation.to);
          break;
        case RowOperation::Kind::update_row:
          out.push_back("update " + operation.from + ' ' + operation.to);
          break;
        case RowOperation::Kind::delete_row:
          out.push_back("delete " + operation.from);
          break;
      }
    }
  }
  return out;
}

Strings rows_after(Strings rows, const Plan& plan) {
  for (const Step& step : plan.steps) apply_row_operations(rows, step);
  std::sort(rows.begin(), rows.end());
  return rows;
}

Strings sorted(Strings items) {
  std::sort(items.begin(), items.end());
  return items;
}

TEST(Upgrade, WritesEachRowOnce) {
  EXPECT_EQ(statements(plan_upgrade(branched(), {"1111aaaa"}, "left@head")),
            (Strings{"update 1111aaaa 2222bbbb", "insert 3333cccc", "update 3333cccc 5555eeee",
                     "delete 5555eeee", "update 2222bbbb 6666ffff", "insert 4444dddd",
                     "delete 4444dddd", "update 6666ffff 7777abcd"}));
}

TEST(Upgrade, LogsParentsWithoutDependencies) {
  const Plan plan = plan_upgrade(branched(), {}, "5555");
  ASSERT_EQ(plan.steps.size(), 3U);
  EXPECT_EQ(format_step(plan.steps[0]), "upgrade  -> 1111aaaa, about 1111aaaa");
  EXPECT_EQ(format_step_short(plan.steps[2]), "upgrade  -> 5555eeee");
  EXPECT_EQ(plan.steps[2].from_all, Strings{"3333cccc"});
}

TEST(Upgrade, IsEmptyAtAndBelowTheTarget) {
  EXPECT_TRUE(plan_upgrade(branched(), {"7777abcd"}, "heads").steps.empty());
  EXPECT_TRUE(plan_upgrade(branched(), {"4444dddd"}, "1111").steps.empty());
  EXPECT_TRUE(plan_upgrade(RevisionMap{}, {}, "head").steps.empty());
}

TEST(Upgrade, CountsStepsFromTheCurrentRevision) {
  const RevisionMap map = branched();
  EXPECT_EQ(plan_upgrade(map, {}, "1111+0").steps.size(), 1U);
  EXPECT_EQ(plan_upgrade(map, {"2222bbbb"}, "+1").steps.size(), 1U);
  EXPECT_EQ(plan_upgrade(map, {"1111aaaa"}, "right@+1").steps.front().revision, "3333cccc");
  EXPECT_EQ(error_of([&] { plan_upgrade(map, {"1111aaaa"}, "+1"); }), "Ambiguous walk");
  EXPECT_EQ(error_of([&] { plan_upgrade(map, {"4444dddd"}, "+5"); }),
            "Relative revision +5 didn't produce 5 migrations");
  EXPECT_EQ(error_of([&] {
              plan_upgrade(map, {"2222bbbb", "3333cccc"}, "+1");
            }),
            "Ambiguous upgrade from multiple current revisions");
}

TEST(Upgrade, MergesTheRowsThatExist) {
  const RevisionMap map = RevisionMap::build({
      revision("a", {}),
      revision("b", {"a"}),
      revision("c", {"b"}),
      revision("x", {}),
      revision("y", {"x"}, {.depends_on = {"b", "c"}}),
  });
  const Plan plan = plan_upgrade(map, {}, "y");
  EXPECT_EQ(rows_after({}, plan), Strings{"y"});
  EXPECT_EQ(statements(plan).back(), "update c y");
}

TEST(Downgrade, TakesDependantsFirst) {
  const Plan plan = plan_downgrade(branched(), {"4444dddd", "6666ffff"}, "left@1111");
  EXPECT_EQ(sorted(rows_after({"4444dddd", "6666ffff"}, plan)), Strings{"5555eeee"});
  Strings order;
  for (const Step& step : plan.steps) order.push_back(step.revision);
  EXPECT_EQ(order, (Strings{"4444dddd", "6666ffff", "2222bbbb"}));
}

TEST(Downgrade, ReversesTheWorkedExample) {
  EXPECT_EQ(statements(plan_downgrade(branched(), {"7777abcd"}, "base")),
            (Strings{"insert 4444dddd", "update 7777abcd 6666ffff", "delete 4444dddd",
                     "insert 5555eeee", "update 6666ffff 2222bbbb", "update 5555eeee 3333cccc",
                     "delete 3333cccc", "update 2222bbbb 1111aaaa", "delete 1111aaaa"}));
}

TEST(Downgrade, WarnsWhenAStepDownIsAmbiguous) {
  const Plan plan = plan_downgrade(branched(), {"4444dddd", "3333cccc"}, "-1");
  EXPECT_EQ(plan.warnings,
            Strings{"downgrade -1 from multiple heads is ambiguous; this usage will be disallowed "
                    "in a future release."});
  EXPECT_EQ(rows_after({"4444dddd", "3333cccc"}, plan), (Strings{"2222bbbb", "3333cccc"}));
}

TEST(Downgrade, NamesWhatItCannotReach) {
  const RevisionMap map = branched();
  EXPECT_EQ(error_of([&] { plan_downgrade(map, {"2222bbbb"}, "4444"); }),
            "Destination 4444 is not a valid downgrade target from current head(s)");
  EXPECT_EQ(error_of([&] { plan_downgrade(map, {}, "-1"); }),
            "Relative revision -1 didn't produce 1 migrations");
  EXPECT_EQ(error_of([&] { plan_downgrade(map, {"2222bbbb"}, "2222-5"); }), "Walked too far");
  EXPECT_EQ(error_of([&] { plan_downgrade(map, {"unknown"}, "base"); }),
            "Can't locate revision identified by 'unknown'");
  EXPECT_NE(error_of([&] { plan_downgrade(map, {"3333cccc"}, "left@-1"); }), "");
}

TEST(Downgrade, FailsAsAWholeWhenARowDoesNotFit) {
  const std::string message = error_of([] { plan_downgrade(branched(), {"4444"}, "base"); });
  EXPECT_NE(message.find("it has no row '4444dddd'"), std::string::npos) << message;
}

TEST(Stamp, MovesInsertsAndDeletes) {
  const RevisionMap map = branched();
  EXPECT_EQ(statements(plan_stamp(map, {}, {"heads"})), Strings{"insert 7777abcd"});
  EXPECT_EQ(statements(plan_stamp(map, {"2222bbbb"}, {"4444"})),
            Strings{"update 2222bbbb 4444dddd"});
  EXPECT_EQ(statements(plan_stamp(map, {"2222bbbb", "3333cccc"}, {"1111"})),
            (Strings{"delete 2222bbbb", "update 3333cccc 1111aaaa"}));
  EXPECT_EQ(statements(plan_stamp(map, {"2222bbbb", "3333cccc"}, {"left@base"})),
            Strings{"delete 2222bbbb"});
  EXPECT_TRUE(plan_stamp(map, {"2222bbbb"}, {"left"}).steps.empty());
  EXPECT_EQ(format_step(plan_stamp(map, {}, {"4444"}).steps.front()),
            "stamp_revision  -> 4444dddd");
}

TEST(Stamp, AsksForOneHead) {
  const RevisionMap map =
      RevisionMap::build({revision("a", {}), revision("b", {"a"}), revision("c", {"a"})});
  EXPECT_EQ(error_of([&] { plan_stamp(map, {}, {"head"}); }),
            "Multiple heads are present; please specify a single target revision");
}

TEST(Plans, FollowTheLinksOfAnyGraph) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const RevisionMap map = random_graph(seed, 4 + seed % 40);
    const Plan up = plan_upgrade(map, {}, "heads");
    ASSERT_EQ(up.steps.size(), map.revisions().size()) << seed;
    std::set<std::string> done;
    for (const Step& step : up.steps) {
      for (const std::string& needed : step.from_all) {
        EXPECT_TRUE(done.count(needed)) << seed << ": " << step.revision << " before " << needed;
      }
      EXPECT_TRUE(done.insert(step.revision).second) << seed;
    }
    EXPECT_EQ(rows_after({}, up), sorted(map.real_heads())) << seed;
  }
}

TEST(Plans, ReturnToTheStart) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const RevisionMap map = random_graph(seed, 4 + seed % 40);
    const Strings rows = map.real_heads();
    const Plan down = plan_downgrade(map, rows, "base");
    EXPECT_EQ(rows_after(rows, down), Strings{}) << seed;
    EXPECT_EQ(down.steps.size(), map.revisions().size()) << seed;
    std::set<std::string> gone;
    for (const Step& step : down.steps) {
      const RevisionLinks links = map.links(*map.find(step.revision));
      for (const std::string& dependant : links.all_next) {
        EXPECT_TRUE(gone.count(dependant)) << seed << ": " << step.revision;
      }
      gone.insert(step.revision);
    }
  }
}

TEST(Plans, ReachTheSameRowsInTwoSteps) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const RevisionMap map = random_graph(seed, 30);
    const std::string middle = map.ids()[seed % 30];
    const Strings half = rows_after({}, plan_upgrade(map, {}, middle));
    EXPECT_EQ(half, Strings{middle}) << seed;
    EXPECT_EQ(rows_after(half, plan_upgrade(map, half, "heads")), sorted(map.real_heads())) << seed;
  }
}

}  // namespace
}  // namespace retort
