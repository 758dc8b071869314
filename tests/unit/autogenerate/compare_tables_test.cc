// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "unit/autogenerate/comparing.h"

#include <gtest/gtest.h>

namespace retort::test {
namespace {

const char* const item = "CREATE TABLE item (id INTEGER NOT NULL, PRIMARY KEY (id))";

TEST(CompareTables, FindsNothingWhereNothingDiffers) {
  Comparing comparing({item});
  EXPECT_EQ(comparing.differences({table("item", {})}), Texts{});
  EXPECT_EQ(comparing.listener.lines, Texts{});
}

TEST(CompareTables, AddsTablesAfterThoseTheyReferTo) {
  Comparing comparing;
  Column parent{.name = "parent_id", .type = type::Integer{}};
  parent.references = {ColumnReference{.table = "zoo"}};
  Table animal = table("animal", {parent});
  Table box = table("box", {});
  EXPECT_EQ(comparing.differences({animal, table("zoo", {}), box}),
            (Texts{"create table box", "create table zoo", "create table animal"}));
  EXPECT_EQ(comparing.listener.lines,
            (Texts{"Detected added table 'box'", "Detected added table 'zoo'",
                   "Detected added table 'animal'"}));
}

TEST(CompareTables, TablesThatReferToEachOtherAreListedWithAWarning) {
  Comparing comparing;
  auto referring = [](const char* name, const char* other) {
    Column column{.name = "other_id", .type = type::Integer{}};
    column.references = {ColumnReference{.table = other, .column = "id"}};
    return table(name, {column});
  };
  EXPECT_EQ(comparing.differences({referring("a", "b"), referring("b", "a")}),
            (Texts{"create table a", "create table b", "add foreign key a_other_id_fkey on a"}));
  ASSERT_EQ(comparing.listener.warnings.size(), 1U);
  EXPECT_NE(comparing.listener.warnings[0].find("between tables \"a, b\""), std::string::npos);
}

TEST(CompareTables, RemovesTablesByNameWithTheirIndexesFirst) {
  Comparing comparing({item, "CREATE TABLE alpha (id INTEGER NOT NULL, PRIMARY KEY (id))",
                       "CREATE INDEX ix_item ON item (id)"});
  const Comparison comparison = comparing.compare({});
  EXPECT_EQ(comparing.listener.lines,
            (Texts{"Detected removed table 'alpha'", "Detected removed index 'ix_item' on 'item'",
                   "Detected removed table 'item'"}));
  const ProducedMigration made = produce_migrations(comparison);
  ASSERT_EQ(made.upgrade.size(), 3U);
  ASSERT_EQ(made.downgrade.size(), 3U);
  EXPECT_EQ(words(made.downgrade[0]), "create table item");
  EXPECT_TRUE(std::holds_alternative<op::CreateIndex>(made.downgrade[1].base()));
  EXPECT_TRUE(std::get<op::CreateTable>(made.downgrade[0].base()).table.indexes.empty());
}

TEST(CompareTables, LeavesTheVersionTableAlone) {
  Comparing comparing({"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
                       "CREATE TABLE versions (id INTEGER)"});
  EXPECT_EQ(comparing.differences({}), Texts{"drop table versions"});
  comparing.options.version_table = "versions";
  EXPECT_EQ(comparing.differences({}), Texts{"drop table alembic_version"});
}

TEST(CompareTables, AsksHooksForNamesAndThenForObjects) {
  Comparing comparing({item, "CREATE TABLE old (id INTEGER)", "CREATE TABLE kept (id INTEGER)"});
  Texts asked;
  comparing.options.hooks.include_name = [&](const FoundName& found) {
    asked.push_back(std::string(object_kind_name(found.kind)) + " " +
                    found.name.value_or("default") + " of " + found.table.value_or("-"));
    return found.name != "kept";
  };
  comparing.options.hooks.include_object = [&](const ComparedObject& object) {
    asked.push_back("object " + object.name.value_or("") + (object.reflected ? " reflected" : "") +
                    (object.model && object.database ? " both" : ""));
    return object.name != "old";
  };
  EXPECT_EQ(comparing.differences({table("item", {}), table("new", {})}),
            Texts{"create table new"});
  EXPECT_EQ(asked, (Texts{"schema default of -", "table item of -", "table kept of -",
                          "table old of -", "object new", "object old reflected",
                          "object item both", "column id of item", "object id both"}));
}

TEST(CompareTables, RefusesATableThatTwoModelsHave) {
  Comparing comparing;
  MetaData one;
  one.tables = {table("b", {}), table("a", {})};
  try {
    compare_metadata(comparing.connection(), {one, one}, comparing.options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "Duplicate table keys across multiple MetaData objects: \"a\", \"b\"");
  }
}

TEST(CompareTables, RefusesAForeignKeyToWhatIsNotThere) {
  Comparing comparing;
  Column column{.name = "owner", .type = type::Integer{}};
  column.references = {ColumnReference{.table = "person", .column = "id"}};
  EXPECT_THROW(comparing.compare({table("item", {column})}), Error);
}

TEST(CompareTables, PositionsCountThroughAllModels) {
  Comparing comparing;
  MetaData one;
  one.tables = {table("b", {}), table("a", {})};
  MetaData other;
  other.tables = {table("c", {})};
  const Comparison comparison =
      compare_metadata(comparing.connection(), {one, other}, comparing.options);
  std::vector<std::size_t> positions;
  for (const DifferenceGroup& group : comparison.differences) {
    positions.push_back(std::get<Difference>(group).model->table);
  }
  EXPECT_EQ(positions, (std::vector<std::size_t>{1, 0, 2}));
  EXPECT_EQ(comparison.model[2].name.name, "c");
}

}  // namespace
}  // namespace retort::test
