// SPDX-License-Identifier: MIT
#include "sql/parameters.h"

#include "retort/error.h"
#include "retort/expression_node.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(Parameters, FillTheNamesOfAText) {
  const Expression bound = with_parameters(text("SELECT :a, :b"), {{"a", 1}, {"b", "x"}});
  const auto* node = expr::find<expr::Text>(bound);
  ASSERT_NE(node, nullptr);
  ASSERT_EQ(node->parameters.size(), 2U);
  EXPECT_EQ(node->parameters[0].literal.value, Value(1));
  EXPECT_FALSE(node->parameters[1].literal.required);
}

TEST(Parameters, AreTheColumnsOfAnInsertWithoutRows) {
  const Expression bound = with_parameters(insert("t"), {{"a", 1}});
  const auto* node = expr::find<expr::Insert>(bound);
  ASSERT_NE(node, nullptr);
  ASSERT_EQ(node->rows.size(), 1U);
  EXPECT_EQ(node->rows[0][0].column, "a");
}

TEST(Parameters, MustHaveAPlace) {
  EXPECT_THROW(with_parameters(text("SELECT :a"), {{"other", 1}}), Error);
  EXPECT_THROW(with_parameters(text("SELECT :name2"), {{"name", 1}}), Error);
  EXPECT_NO_THROW(with_parameters(text("SELECT :name2, :name"), {{"name", 1}}));
  EXPECT_THROW(with_parameters(select({column("a")}), {{"a", 1}}), Error);
}

}  // namespace
}  // namespace retort
