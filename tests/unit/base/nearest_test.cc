// SPDX-License-Identifier: MIT
#include "base/nearest.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(Nearest, IsTheNameThatTakesTheFewestChanges) {
  const std::vector<std::string> known = {"url", "url_variable", "protected", "retries"};
  EXPECT_EQ(nearest_name("protectd", known), "protected");
  EXPECT_EQ(nearest_name("url_varable", known), "url_variable");
  EXPECT_EQ(nearest_name("ulr", known), std::nullopt);
  EXPECT_EQ(nearest_name("ur", known), "url");
  EXPECT_EQ(nearest_name("password", known), std::nullopt);
  EXPECT_EQ(nearest_name("", known), std::nullopt);
  EXPECT_EQ(nearest_name("url", {}), std::nullopt);
}

}  // namespace
}  // namespace retort
