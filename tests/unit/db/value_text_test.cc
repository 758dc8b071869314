// SPDX-License-Identifier: MIT
#include "db/value_text.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(ValueText, ReadsWhatItWrites) {
  const DateTime moment{
      .date = {.year = 2026, .month = 2, .day = 3},
      .time = {.hour = 4, .minute = 5, .second = 6, .microsecond = 70, .utc_offset = -12600}};
  EXPECT_EQ(datetime_text(moment), "2026-02-03 04:05:06.000070-03:30");
  EXPECT_EQ(parse_datetime(datetime_text(moment)), moment);
}

TEST(ValueText, ReadsTheFormsOfServers) {
  EXPECT_EQ(parse_time("04:05:06.7"),
            (Time{.hour = 4, .minute = 5, .second = 6, .microsecond = 700000}));
  EXPECT_EQ(parse_time("04:05:06+02")->utc_offset, 7200);
  EXPECT_EQ(parse_datetime("2026-02-03T04:05:06Z")->time.utc_offset, 0);
  EXPECT_EQ(parse_date("12026-01-01")->year, 12026);
}

TEST(ValueText, LeavesAloneWhatIsNoValue) {
  EXPECT_EQ(parse_date("infinity"), std::nullopt);
  EXPECT_EQ(parse_date("0044-03-15 BC"), std::nullopt);
  EXPECT_EQ(parse_datetime("2026-02-03 04:05:06 BC"), std::nullopt);
  EXPECT_EQ(parse_hex("0g"), std::nullopt);
}

TEST(ValueText, NormalisesSpans) {
  EXPECT_EQ(make_interval(0, -1, -1),
            (Interval{.days = -1, .seconds = 86398, .microseconds = 999999}));
  EXPECT_EQ(make_interval(1, 86400, 1000000), (Interval{.days = 2, .seconds = 1}));
}

}  // namespace
}  // namespace retort
