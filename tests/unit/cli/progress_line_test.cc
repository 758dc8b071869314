// SPDX-License-Identifier: MIT
#include "progress_line.h"

#include <gtest/gtest.h>

namespace retort::cli {
namespace {

using std::chrono::milliseconds;

TEST(ProgressLine, SaysTheStepAndHowLongItTakes) {
  EXPECT_EQ(progress_text({.step = 12, .steps = 340, .revision = "3c9d0e"}, milliseconds(3249), 80),
            "[12/340] 3c9d0e ... 3.2 s");
}

TEST(ProgressLine, NeverFillsTheLastColumn) {
  const RunProgress progress{.step = 1, .steps = 2, .revision = "abc"};
  EXPECT_EQ(progress_text(progress, milliseconds(0), 11), "[1/2] abc ");
  EXPECT_EQ(progress_text(progress, milliseconds(0), 1), "");
}

}  // namespace
}  // namespace retort::cli
