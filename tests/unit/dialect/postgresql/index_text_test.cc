// SPDX-License-Identifier: MIT
#include "dialect/postgresql/index_text.h"

#include <gtest/gtest.h>

namespace retort::postgresql {
namespace {

TEST(IndexText, UsualOrderIsLeftOut) {
  EXPECT_EQ(comparable_element("a ASC", "t"), "a");
  EXPECT_EQ(comparable_element("a ASC NULLS LAST", "t"), "a");
  EXPECT_EQ(comparable_element("a NULLS LAST", "t"), "a");
  EXPECT_EQ(comparable_element("a NULLS FIRST", "t"), "anullsfirst");
  EXPECT_EQ(comparable_element("a ASC NULLS FIRST", "t"), "anullsfirst");
  EXPECT_EQ(comparable_element("a DESC", "t"), "adesc");
  EXPECT_EQ(comparable_element("a DESC NULLS FIRST", "t"), "adesc");
  EXPECT_EQ(comparable_element("a DESC NULLS LAST", "t"), "adescnullslast");
}

TEST(IndexText, CastsAreLeftOut) {
  EXPECT_EQ(comparable_element("lower((name)::text)", "t"), "lower((name))");
  EXPECT_EQ(comparable_element("(a::double precision)", "t"), "a");
  EXPECT_EQ(comparable_element("CAST(a AS TEXT)", "t"), "a");
  EXPECT_EQ(comparable_element("cast (\"A\" as numeric)", "t"), "a");
  EXPECT_EQ(comparable_element("a::x", "t"), "a::x");
}

TEST(IndexText, QuotesParenthesesAndTheTableAreLeftOut) {
  EXPECT_EQ(comparable_element("((\"T\".\"A\" || 'x'))", "t"), "a||x");
  EXPECT_EQ(comparable_element("()", "t"), "");
  EXPECT_EQ(comparable_element("(", "t"), "(");
  EXPECT_EQ(comparable_element("", "t"), "");
}

TEST(IndexText, OperatorClassesShowInExpressions) {
  EXPECT_TRUE(has_operator_class("lower(a) text_pattern_ops"));
  EXPECT_TRUE(has_operator_class(" a gin_trgm_ops "));
  EXPECT_FALSE(has_operator_class("count_ops"));
  EXPECT_FALSE(has_operator_class("lower(a)"));
}

}  // namespace
}  // namespace retort::postgresql
