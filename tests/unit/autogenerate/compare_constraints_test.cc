// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "autogenerate/context.h"
#include "unit/autogenerate/comparing.h"

#include <gtest/gtest.h>

namespace retort::test {
namespace {

Table item() {
  return table("item",
               {{.name = "a", .type = type::Integer{}}, {.name = "b", .type = type::Integer{}}});
}

Comparing item_with(const char* constraints, std::initializer_list<const char*> more = {}) {
  Comparing comparing;
  comparing.connection().run({std::string("CREATE TABLE item (id INTEGER NOT NULL, a INTEGER, b "
                                          "INTEGER, PRIMARY KEY (id)") +
                              constraints + ")"});
  for (const char* statement : more) comparing.connection().run({statement});
  return comparing;
}

Texts lines_for(Comparing& comparing, const Table& table) {
  comparing.options.reporter = &comparing.listener;
  comparing.compare({table});
  return comparing.listener.lines;
}

TEST(CompareConstraints, RemovesThenChangesThenAddsEachByName) {
  Comparing comparing =
      item_with("", {"CREATE INDEX ix_z ON item (a)", "CREATE INDEX ix_y ON item (a)",
                     "CREATE INDEX ix_m ON item (a)"});
  Table model = item();
  model.indexes = {Index{.name = "ix_q", .elements = {"b"}},
                   Index{.name = "ix_p", .elements = {"a", "b"}},
                   Index{.name = "ix_m", .elements = {"b"}, .unique = true}};
  EXPECT_EQ(
      lines_for(comparing, model),
      (Texts{"Detected removed index 'ix_y' on 'item'", "Detected removed index 'ix_z' on 'item'",
             "Detected changed index 'ix_m' on 'item': unique=False to unique=True, expression "
             "('a',) to ('b',)",
             "Detected added index 'ix_p' on '('a', 'b')'",
             "Detected added index 'ix_q' on '('b',)'"}));
}

TEST(CompareConstraints, UnnamedUniquesAreMatchedByTheirColumns) {
  Comparing comparing = item_with(", CONSTRAINT uq_ab UNIQUE (a, b)");
  Table model = item();
  model.constraints = {Unique{.columns = {"b", "a"}}};
  EXPECT_EQ(lines_for(comparing, model), Texts{});
  model.constraints = {Unique{.columns = {"a"}}};
  EXPECT_EQ(lines_for(comparing, model),
            (Texts{"Detected removed unique constraint 'uq_ab' on 'item'",
                   "Detected added unique constraint None on '('a',)'"}));
}

TEST(CompareConstraints, AnIndexThatBecomesAConstraintIsRemovedAndAdded) {
  Comparing comparing = item_with("", {"CREATE UNIQUE INDEX one ON item (a)"});
  Table model = item();
  model.constraints = {Unique{.name = "one", .columns = {"a"}}};
  EXPECT_EQ(lines_for(comparing, model),
            (Texts{"Detected removed index 'one' on 'item'",
                   "Detected added unique constraint 'one' on '('a',)'"}));
}

TEST(CompareConstraints, GeneratedNamesAreCutAndGivenOnesRefused) {
  EXPECT_EQ(final_name(Name("short", true), 10), "short");
  EXPECT_EQ(final_name(Name("a_name_that_is_long", true), 12).size(), 9U);
  EXPECT_THROW(final_name("a_name_that_is_long", 12), Error);
}

TEST(CompareConstraints, ForeignKeysAreComparedByWhatTheySay) {
  Comparing comparing = item_with(", CONSTRAINT old FOREIGN KEY(a) REFERENCES item (id)");
  Table model = item();
  ForeignKey key{
      .name = "new", .columns = {"a"}, .referred_table = "item", .referred_columns = {"id"}};
  key.rules.ondelete = "NO ACTION";
  model.constraints = {key};
  EXPECT_EQ(lines_for(comparing, model), Texts{});
  key.rules.ondelete = "CASCADE";
  model.constraints = {key};
  EXPECT_EQ(lines_for(comparing, model),
            (Texts{"Detected removed foreign key (a)(id) on table item",
                   "Detected added foreign key (a)(id) on table item"}));
}

TEST(CompareConstraints, AForeignKeyWithoutColumnsMeansThePrimaryKey) {
  Comparing comparing = item_with(", FOREIGN KEY(a) REFERENCES item (id)");
  Table model = item();
  model.columns[1].references = {ColumnReference{.table = "item"}};
  EXPECT_EQ(lines_for(comparing, model), Texts{});
}

TEST(CompareConstraints, ChecksAreMatchedByNameAlone) {
  Comparing comparing =
      item_with(", CONSTRAINT same CHECK (a > 1), CONSTRAINT gone CHECK (b > 1), CHECK (a > b)");
  Table model = item();
  model.constraints = {Check{.name = "same", .condition = text("a > 2")},
                       Check{.name = "fresh", .condition = text("b > 2")},
                       Check{.condition = text("a > 3")}};
  EXPECT_EQ(lines_for(comparing, model),
            (Texts{"Detected removed check constraint 'gone' on table 'item'",
                   "Detected added check constraint 'fresh' on table 'item'"}));
}

TEST(CompareConstraints, AChangedObjectIsAskedForOnceWithBothSides) {
  Comparing comparing = item_with("", {"CREATE INDEX ix ON item (a)"});
  Texts asked;
  comparing.options.hooks.include_object = [&](const ComparedObject& object) {
    if (object.kind != ObjectKind::index) return true;
    asked.push_back(*object.name + (object.model ? " model" : "") +
                    (object.database ? " database" : "") + (object.reflected ? " reflected" : ""));
    return false;
  };
  Table model = item();
  model.indexes = {Index{.name = "ix", .elements = {"b"}}};
  EXPECT_EQ(lines_for(comparing, model), Texts{});
  EXPECT_EQ(asked, Texts{"ix model database"});
}

TEST(CompareConstraints, NewTablesHaveTheirIndexesBehindThem) {
  Comparing comparing;
  Table model = item();
  model.columns[2].index = true;
  model.columns[1].unique = true;
  const Comparison comparison = comparing.compare({model});
  ASSERT_EQ(comparison.differences.size(), 2U);
  const auto& group = std::get<TableDifferences>(comparison.differences[1]);
  ASSERT_EQ(group.differences.size(), 1U);
  EXPECT_EQ(words(group.differences[0].operation), "create index ix_item_b on item");
}

}  // namespace
}  // namespace retort::test
