// SPDX-License-Identifier: MIT
#include "dialect/sqlite/reflect_comparing.h"

#include <gtest/gtest.h>

#include <variant>

namespace retort::sqlite {
namespace {

Type named(const char* name, std::vector<type::Argument> arguments = {}) {
  return type::Native{.name = name, .arguments = std::move(arguments)};
}

TEST(SqliteReflectedType, KnowsTheNamesThatAreWrittenForModels) {
  EXPECT_EQ(reflected_type("varchar(20)"), named("VARCHAR", {{"length", Value(20)}}));
  EXPECT_EQ(reflected_type("NUMERIC(10, 2)"),
            named("NUMERIC", {{"precision", Value(10)}, {"scale", Value(2)}}));
  EXPECT_EQ(reflected_type("NCHAR(2)"), named("NCHAR", {{"length", Value(2)}}));
  EXPECT_EQ(reflected_type("BOOL"), named("BOOLEAN"));
  EXPECT_EQ(reflected_type("DATETIME_CHAR"), named("DATETIME"));
  EXPECT_EQ(reflected_type("INT"), named("INTEGER"));
}

TEST(SqliteReflectedType, FallsBackToTheAffinity) {
  EXPECT_EQ(reflected_type("MEDIUMINT"), named("INTEGER"));
  EXPECT_EQ(reflected_type("VARYING CHARACTER(70)"), named("TEXT", {{"length", Value(70)}}));
  EXPECT_EQ(reflected_type("DOUBLE PRECISION"), named("REAL"));
  EXPECT_EQ(reflected_type("UUID"), named("NUMERIC"));
  EXPECT_EQ(reflected_type(""), Type(type::Null{}));
  EXPECT_EQ(reflected_type("TINYBLOB"), Type(type::Null{}));
}

TEST(SqliteReflectedType, LeavesOutArgumentsThatTheTypeDoesNotTake) {
  EXPECT_EQ(reflected_type("INTEGER(11)"), named("INTEGER"));
  EXPECT_EQ(reflected_type("VARCHAR(1, 2)"), named("VARCHAR"));
  EXPECT_EQ(reflected_type("INTEGER GENERATED ALWAYS"), named("INTEGER"));
}

TEST(SqliteComparableTable, ForeignKeysWithoutColumnsMeanThePrimaryKey) {
  std::vector<Table> tables = {
      Table{.name = "child",
            .constraints = {ForeignKey{.columns = {"p"}, .referred_table = "PARENT"}}},
      Table{.name = "parent", .constraints = {PrimaryKey{.columns = {"id"}}}}};
  complete_foreign_keys(tables);
  EXPECT_EQ(std::get<ForeignKey>(tables[0].constraints[0]).referred_columns,
            std::vector<std::string>{"id"});
}

TEST(SqliteComparableTable, OrderOfIndexedColumnsIsNotKept) {
  Table table{.name = "t",
              .columns = {Column{.name = "a"}},
              .indexes = {Index{.name = Name("z"), .elements = {text("\"A\" COLLATE nocase DESC")}},
                          Index{.name = Name("b"), .elements = {text("a + 1")}}}};
  table = comparable_table(table, {});
  EXPECT_EQ(table.indexes[1].elements, std::vector<IndexElement>{"a"});
  EXPECT_TRUE(table.indexes[0].elements[0].expression);
}

}  // namespace
}  // namespace retort::sqlite
