// SPDX-License-Identifier: MIT
#include "base/datetime.h"

#include "base/timezone.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

Instant at(std::int64_t seconds, int microseconds = 0) {
  return Instant{std::chrono::seconds(seconds) + std::chrono::microseconds(microseconds)};
}

TEST(Datetime, ShowsInstantsAsPythonDoes) {
  EXPECT_EQ(format_datetime(civil_time(at(1709618829, 123456), 0)), "2024-03-05 06:07:09.123456");
  EXPECT_EQ(format_datetime(civil_time(at(0), 0)), "1970-01-01 00:00:00");
  EXPECT_EQ(format_datetime(civil_time(at(-1), 0)), "1969-12-31 23:59:59");
  EXPECT_EQ(format_datetime(civil_time(at(951782400), 0)), "2000-02-29 00:00:00");
  CivilTime aware = civil_time(at(1709618829), -5 * 3600);
  aware.utc_offset = -5 * 3600;
  EXPECT_EQ(format_datetime(aware, 'T'), "2024-03-05T01:07:09-05:00");
}

TEST(Datetime, FormatsLikeStrftime) {
  const CivilTime time = civil_time(at(1709618829), 0);
  EXPECT_EQ(format_time(time, "%Y-%m-%d %H:%M:%S %a %A %b %B %j %y %I%p %% %Q"),
            "2024-03-05 06:07:09 Tue Tuesday Mar March 065 24 06AM % %Q");
}

TEST(Timezone, FollowsTheRulesOfAZone) {
  struct Case {
    const char* zone;
    std::int64_t second;
    int offset;
  };
  // As Python's zoneinfo answers.
  const Case cases[] = {
      {"UTC", 1709618829, 0},
      {"Europe/Berlin", 1709618829, 3600},
      {"Europe/Berlin", 1711846799, 3600},  // one second before summer time of 2024
      {"Europe/Berlin", 1711846800, 7200},
      {"America/New_York", 1709618829, -18000},
      {"America/New_York", 1720000000, -14400},
      {"Asia/Kolkata", 1709618829, 19800},
      {"Europe/Berlin", 4102444800, 3600},  // 2100, beyond the table
      {"Europe/Berlin", 4118083200, 7200},
      {"Australia/Sydney", 4102444800, 39600},
  };
  for (const Case& test : cases) {
    const std::optional<TimeZone> zone = find_timezone(test.zone);
    ASSERT_TRUE(zone.has_value()) << test.zone;
    EXPECT_EQ(zone->offset_at(test.second), test.offset) << test.zone << " " << test.second;
  }
}

TEST(Timezone, RefusesWhatIsNoZone) {
  for (const char* name : {"Nowhere/Land", "", "../../../etc/passwd", "/etc/localtime", "Europe"})
    EXPECT_FALSE(find_timezone(name).has_value()) << name;
  EXPECT_FALSE(TimeZone::parse("TZif2").has_value());
  EXPECT_FALSE(TimeZone::parse("").has_value());
  EXPECT_FALSE(parse_zone_rule("X").has_value());
  EXPECT_FALSE(parse_zone_rule("CET-1CEST,M13.5.0,M10.5.0").has_value());
}

TEST(Timezone, ReadsTheTzVariable) {
  const std::string tokyo = "Asia/Tokyo";
  const std::string rule = "EST5EDT,M3.2.0,M11.1.0";
  EXPECT_EQ(local_timezone(&tokyo).offset_at(0), 9 * 3600);
  EXPECT_EQ(local_timezone(&rule).offset_at(1709618829), -5 * 3600);
  EXPECT_EQ(local_timezone(&rule).offset_at(1720000000), -4 * 3600);
}

}  // namespace
}  // namespace retort
