// SPDX-License-Identifier: MIT
#include "nearest.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort::cli {
namespace {

using Words = std::vector<std::string>;

TEST(Nearest, FindsWhatATypingMistakeHasHidden) {
  const Words commands = {"current", "downgrade", "heads", "history", "upgrade"};
  EXPECT_EQ(nearest("upgrde", commands), Words{"upgrade"});
  EXPECT_EQ(nearest("histroy", commands), Words{"history"});
  EXPECT_EQ(nearest("headss", commands), Words{"heads"});
  EXPECT_EQ(nearest("down", commands), Words{"downgrade"});
}

TEST(Nearest, NamesAllThatAreEquallyNear) {
  EXPECT_EQ(nearest("--ag", {"--tag", "--ago", "--sql"}), (Words{"--tag", "--ago"}));
}

TEST(Nearest, IsSilentWhereNothingIsNear) {
  EXPECT_EQ(nearest("migrate", {"heads", "upgrade"}), Words{});
  EXPECT_EQ(nearest("", {"heads"}), Words{});
}

}  // namespace
}  // namespace retort::cli
