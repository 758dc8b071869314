// SPDX-License-Identifier: MIT
#include "op/column_mentions.h"

#include <gtest/gtest.h>

#include <string>

namespace retort {
namespace {

std::string renamed(std::string_view sql, const ColumnRenames& renames = {{"age", "years"}}) {
  return rename_columns_in_text(sql, renames);
}

TEST(ColumnMentions, AreRenamedWordByWord) {
  EXPECT_EQ(renamed("age > 0 AND page < age"), "years > 0 AND page < years");
}

TEST(ColumnMentions, AreFoundInAnyCaseAndQuotes) {
  EXPECT_EQ(renamed("AGE > \"age\" + [age] + `Age`"), "years > \"years\" + [years] + `years`");
}

TEST(ColumnMentions, AreNotInStringsCommentsFunctionsTypesOrParameters) {
  EXPECT_EQ(renamed("x = 'age' -- age\n"), "x = 'age' -- age\n");
  EXPECT_EQ(renamed("age(x) > 1"), "age(x) > 1");
  EXPECT_EQ(renamed("x::age"), "x::age");
  EXPECT_EQ(renamed("CAST(x AS age)"), "CAST(x AS age)");
  EXPECT_EQ(renamed("age.x > 1"), "age.x > 1");
  EXPECT_EQ(renamed("x > :age"), "x > :age");
}

TEST(ColumnMentions, FollowATableName) { EXPECT_EQ(renamed("t.age > 1"), "t.years > 1"); }

TEST(ColumnMentions, AreQuotedWhereTheNewNameNeedsIt) {
  EXPECT_EQ(renamed("age > 1", {{"age", "order"}}), "\"order\" > 1");
  EXPECT_EQ(renamed("age > 1", {{"age", "Unit \"x\""}}), "\"Unit \"\"x\"\"\" > 1");
}

TEST(ColumnMentions, MayExchangeNames) {
  EXPECT_EQ(renamed("a < b", {{"a", "b"}, {"b", "a"}}), "b < a");
}

TEST(ColumnMentions, AreFoundInExpressionsAndText) {
  EXPECT_TRUE(mentions_column(column("age") > 1, "age"));
  EXPECT_TRUE(mentions_column(func("lower", {column("age")}), "age"));
  EXPECT_TRUE(mentions_column(text("length(age) > 1"), "age"));
  EXPECT_FALSE(mentions_column(text("'age' = other"), "age"));
}

TEST(ColumnMentions, OfBoundColumnsLeaveTextAlone) {
  const ColumnRenames renames{{"age", "years"}};
  EXPECT_EQ(rename_columns(text("age > 1"), renames, MentionScope::bound_columns), text("age > 1"));
  EXPECT_EQ(rename_columns(column_of("t", "age"), renames, MentionScope::bound_columns),
            column_of("t", "years"));
}

TEST(ColumnMentions, OfAnIndexAreInItsOptionsToo) {
  Index index{.name = "ix", .elements = {"name"}};
  index.options["postgresql_where"] = text("age > 1");
  index.options["postgresql_include"] = std::vector<std::string>{"size"};
  EXPECT_TRUE(mentions_column(index, "name"));
  EXPECT_TRUE(mentions_column(index, "age"));
  EXPECT_TRUE(mentions_column(index, "size"));
  EXPECT_FALSE(mentions_column(index, "other"));
}

}  // namespace
}  // namespace retort
