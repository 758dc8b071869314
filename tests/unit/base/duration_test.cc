// SPDX-License-Identifier: MIT
#include "retort/error.h"
#include "retort/run_lock.h"

#include <gtest/gtest.h>

#include <string>

namespace retort {
namespace {

using std::chrono::milliseconds;

TEST(Duration, IsANumberAndAUnit) {
  EXPECT_EQ(parse_duration("500ms"), milliseconds(500));
  EXPECT_EQ(parse_duration("30s"), milliseconds(30'000));
  EXPECT_EQ(parse_duration("2m"), milliseconds(120'000));
  EXPECT_EQ(parse_duration("2 min"), milliseconds(120'000));
  EXPECT_EQ(parse_duration("1h"), milliseconds(3'600'000));
  EXPECT_EQ(parse_duration(" 5 S "), milliseconds(5000));
}

TEST(Duration, IsInSecondsWithoutAUnit) {
  EXPECT_EQ(parse_duration("30"), milliseconds(30'000));
  EXPECT_EQ(parse_duration("0"), milliseconds(0));
  EXPECT_EQ(parse_duration("0.25"), milliseconds(250));
  EXPECT_EQ(parse_duration(".5"), milliseconds(500));
}

TEST(Duration, RefusesWhatIsNone) {
  for (const std::string text :
       {"", " ", "s", ".", "soon", "5 parsecs", "-1s", "1.2.3s", "1e3", "999999999h"}) {
    EXPECT_THROW(parse_duration(text), ConfigError) << text;
  }
}

}  // namespace
}  // namespace retort
