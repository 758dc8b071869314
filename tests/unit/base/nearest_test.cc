// SPDX-License-Identifier: MIT
#include "retort/nearest.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

using Words = std::vector<std::string>;

TEST(Nearest, FindsWhatATypingMistakeHasHidden) {
  const Words commands = {"current", "downgrade", "heads", "history", "upgrade"};
  EXPECT_EQ(nearest_names("upgrde", commands), Words{"upgrade"});
  EXPECT_EQ(nearest_names("histroy", commands), Words{"history"});
  EXPECT_EQ(nearest_names("headss", commands), Words{"heads"});
  EXPECT_EQ(nearest_names("down", commands), Words{"downgrade"});
}

TEST(Nearest, NamesAllThatAreEquallyNear) {
  EXPECT_EQ(nearest_names("--ag", {"--tag", "--ago", "--sql"}), (Words{"--tag", "--ago"}));
}

TEST(Nearest, IsSilentWhereNothingIsNear) {
  EXPECT_EQ(nearest_names("migrate", {"heads", "upgrade"}), Words{});
  EXPECT_EQ(nearest_names("", {"heads"}), Words{});
}

}  // namespace
}  // namespace retort
