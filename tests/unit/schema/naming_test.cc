// SPDX-License-Identifier: MIT
#include "schema/naming.h"

#include "retort/error.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

NamingConvention convention(std::string kind, std::string text) {
  NamingConvention made;
  made.templates = {{std::move(kind), std::move(text)}};
  return made;
}

std::string name_of_unique(const std::string& text, const TableName& table,
                           std::vector<std::string> columns) {
  Unique unique;
  unique.columns = std::move(columns);
  return conventional_name(Constraint(unique), table, convention("uq", text))->text;
}

TEST(Naming, ColumnTokensCountFromZeroAndStandForNothingPastTheEnd) {
  EXPECT_EQ(name_of_unique("%(table_name)s_%(column_0_name)s_%(column_1_key)s", "t", {"a", "b"}),
            "t_a_b");
  EXPECT_EQ(name_of_unique("%(table_name)s_%(column_1_name)s", "t", {"a"}), "t_");
}

TEST(Naming, TokensOfAllColumnsJoinWithAndWithoutUnderscores) {
  EXPECT_EQ(name_of_unique("%(column_0N_name)s", "t", {"a", "b"}), "ab");
  EXPECT_EQ(name_of_unique("%(column_0_N_name)s", "t", {"a", "b"}), "a_b");
}

TEST(Naming, LabelsNameTheSchemaWithoutItsDots) {
  EXPECT_EQ(name_of_unique("%(column_0_label)s", TableName("t", "x.y"), {"a"}), "x_y_t_a");
}

TEST(Naming, ForeignKeysKnowWhatTheyReferTo) {
  ForeignKey key;
  key.columns = {"a", "b"};
  key.referred_table = TableName("other", "s");
  key.referred_columns = {"x", "y"};
  const auto name = conventional_name(
      Constraint(key), "t",
      convention("fk", "%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_N_name)s"));
  EXPECT_EQ(name->text, "a_b_other_x_y");
  EXPECT_TRUE(name->final);
}

TEST(Naming, AGivenNameGoesThroughTemplatesWithConstraintNameOnly) {
  Check check{.condition = text("a > 0")};
  check.name = Name("positive");
  const NamingConvention named = convention("ck", "ck_%(table_name)s_%(constraint_name)s");
  EXPECT_EQ(conventional_name(Constraint(check), "t", named)->text, "ck_t_positive");
  EXPECT_EQ(conventional_name(Constraint(check), "t", convention("ck", "ck_%(table_name)s"))->text,
            "positive");
  check.name = Name("positive", true);
  EXPECT_EQ(conventional_name(Constraint(check), "t", named)->text, "positive");
  check.name.reset();
  EXPECT_THROW(conventional_name(Constraint(check), "t", named), Error);
}

TEST(Naming, ChecksKnowTheColumnsOfTheirExpression) {
  Check check{.condition = column("a") > column("b")};
  EXPECT_EQ(
      conventional_name(Constraint(check), "t", convention("ck", "ck_%(column_1_name)s"))->text,
      "ck_b");
}

TEST(Naming, AnUnknownTokenIsAnError) {
  EXPECT_THROW(name_of_unique("%(column_name)s", "t", {"a"}), Error);
}

TEST(Naming, LongNamesEndInFourDigitsOfTheirDigest) {
  const std::string name =
      "uq_a_table_with_a_really_rather_long_name_for_a_table_and_a_column_name";
  EXPECT_EQ(truncate_name(name, 63),
            "uq_a_table_with_a_really_rather_long_name_for_a_table_a_996b");
  EXPECT_EQ(truncate_name("short", 63), "short");
}

}  // namespace
}  // namespace retort
