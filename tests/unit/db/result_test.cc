// SPDX-License-Identifier: MIT
#include "retort/connection.h"
#include "retort/error.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace retort {
namespace {

TEST(Row, FindsFieldsByPositionAndName) {
  const auto columns =
      std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"id", "name"});
  const Row row{.columns = columns, .values = {1, "x"}};
  EXPECT_EQ(row["name"], Value("x"));
  EXPECT_EQ(row[0], Value(1));
  EXPECT_THROW(row["other"], Error);
  EXPECT_THROW(row[2], Error);
  EXPECT_TRUE(Result().scalar().is_null());
}

}  // namespace
}  // namespace retort
