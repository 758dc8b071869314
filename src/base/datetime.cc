// SPDX-License-Identifier: MIT
#include "base/datetime.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace retort {
namespace {

constexpr std::array<std::string_view, 7> weekday_names = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string format_offset(int offset, std::string_view colon) {
  const int size = std::abs(offset);
  std::string out =
      fmt::format("{}{:02}{}{:02}", offset < 0 ? '-' : '+', size / 3600, colon, size / 60 % 60);
  if (size % 60 != 0) out += fmt::format("{}{:02}", colon, size % 60);
  return out;
}

std::string format_directive(const CivilTime& time, char directive) {
  const auto day_name = weekday_names[static_cast<std::size_t>(weekday(time))];
  const auto month_name = month_names[static_cast<std::size_t>(time.month - 1)];
  const int hour12 = time.hour % 12 == 0 ? 12 : time.hour % 12;
  switch (directive) {
    case 'Y':
      return fmt::format("{}", time.year);
    case 'y':
      return fmt::format("{:02}", time.year % 100);
    case 'm':
      return fmt::format("{:02}", time.month);
    case 'd':
      return fmt::format("{:02}", time.day);
    case 'e':
      return fmt::format("{:2}", time.day);
    case 'H':
      return fmt::format("{:02}", time.hour);
    case 'I':
      return fmt::format("{:02}", hour12);
    case 'M':
      return fmt::format("{:02}", time.minute);
    case 'S':
      return fmt::format("{:02}", time.second);
    case 'f':
      return fmt::format("{:06}", time.microsecond);
    case 'j':
      return fmt::format("{:03}", day_of_year(time));
    case 'w':
      return fmt::format("{}", weekday(time));
    case 'a':
      return std::string(day_name.substr(0, 3));
    case 'A':
      return std::string(day_name);
    case 'b':
    case 'h':
      return std::string(month_name.substr(0, 3));
    case 'B':
      return std::string(month_name);
    case 'p':
      return time.hour < 12 ? "AM" : "PM";
    case 'F':
      return format_time(time, "%Y-%m-%d");
    case 'T':
    case 'X':
      return format_time(time, "%H:%M:%S");
    case 'R':
      return format_time(time, "%H:%M");
    case 'D':
    case 'x':
      return format_time(time, "%m/%d/%y");
    case 'c':
      return format_time(time, "%a %b %e %H:%M:%S %Y");
    case 'z':
      return time.utc_offset ? format_offset(*time.utc_offset, "") : std::string();
    case 'n':
      return "\n";
    case 't':
      return "\t";
    case '%':
      return "%";
    default:
      return std::string("%") + directive;
  }
}

}  // namespace

// The calendar algorithms are Howard Hinnant's:
// https://howardhinnant.github.io/date_algorithms.html
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_march_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_march_year;
  return era * 146097 + day_of_era - 719468;
}

CivilTime civil_time(Instant instant, int utc_offset) {
  using std::chrono::duration_cast;
  using std::chrono::floor;
  const auto since_epoch = floor<std::chrono::microseconds>(instant.time_since_epoch());
  const std::int64_t microseconds = since_epoch.count() + std::int64_t{utc_offset} * 1000000;
  constexpr std::int64_t day_length = 86400LL * 1000000;
  std::int64_t days = microseconds / day_length;
  std::int64_t rest = microseconds % day_length;
  if (rest < 0) {
    rest += day_length;
    --days;
  }
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_march_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * day_of_march_year + 2) / 153;
  CivilTime time;
  time.day = static_cast<int>(day_of_march_year - (153 * march_month + 2) / 5 + 1);
  time.month = static_cast<int>(march_month < 10 ? march_month + 3 : march_month - 9);
  time.year = year_of_era + era * 400 + (time.month <= 2 ? 1 : 0);
  time.microsecond = static_cast<int>(rest % 1000000);
  const auto seconds = static_cast<int>(rest / 1000000);
  time.hour = seconds / 3600;
  time.minute = seconds / 60 % 60;
  time.second = seconds % 60;
  return time;
}

std::int64_t epoch_seconds(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
}

int weekday(const CivilTime& time) {
  const std::int64_t days = days_from_civil(time.year, time.month, time.day);
  return static_cast<int>(((days + 4) % 7 + 7) % 7);
}

int day_of_year(const CivilTime& time) {
  return static_cast<int>(days_from_civil(time.year, time.month, time.day) -
                          days_from_civil(time.year, 1, 1)) +
         1;
}

std::string format_datetime(const CivilTime& time, char separator) {
  std::string out = fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", time.year, time.month,
                                time.day, separator, time.hour, time.minute, time.second);
  if (time.microsecond != 0) out += fmt::format(".{:06}", time.microsecond);
  if (time.utc_offset) out += format_offset(*time.utc_offset, ":");
  return out;
}

std::string format_time(const CivilTime& time, std::string_view format) {
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '%' && i + 1 < format.size()) {
      out += format_directive(time, format[++i]);
    } else {
      out += format[i];
    }
  }
  return out;
}

}  // namespace retort
