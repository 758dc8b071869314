// SPDX-License-Identifier: MIT
#include "schema/expression_columns.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

using Names = std::vector<std::string>;

TEST(ExpressionColumns, EachColumnIsNamedOnce) {
  EXPECT_EQ(column_names(column("a") + column("b") * column("a")), (Names{"a", "b"}));
}

TEST(ExpressionColumns, WhatStandsLessDeepComesFirst) {
  EXPECT_EQ(column_names(column("a") - column("b") - column("c")), (Names{"c", "a", "b"}));
  EXPECT_EQ(column_names(func("lower", {column("a")}) + column("b")), (Names{"b", "a"}));
}

TEST(ExpressionColumns, ACallIsAsDeepAsItsBracketsAndItsListMakeIt) {
  EXPECT_EQ(column_names(func("f", {column("a")}) < (column("b") + 1) * 2), (Names{"b", "a"}));
}

TEST(ExpressionColumns, TextIsNoColumn) {
  EXPECT_EQ(column_names(func("f", {text("a"), column("b")})), Names{"b"});
}

}  // namespace
}  // namespace retort
