// SPDX-License-Identifier: MIT
#include "db/value_text.h"

#include "base/text.h"

#include <fmt/format.h>

#include <charconv>

namespace retort {
namespace {

constexpr std::int64_t seconds_a_day = 86400;
constexpr std::int64_t microseconds_a_second = 1000000;

/// Takes a number of digits from the front.
std::optional<int> take_number(std::string_view& text, std::size_t at_least, std::size_t at_most) {
  std::size_t count = 0;
  while (count < text.size() && count < at_most && is_digit(text[count])) ++count;
  if (count < at_least) return {};
  int number = 0;
  std::from_chars(text.data(), text.data() + count, number);
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

/// "+02", "-03:30", "+00:19:32", "Z".
std::optional<int> take_offset(std::string_view& text) {
  if (take(text, 'Z')) return 0;
  const bool negative = !text.empty() && text.front() == '-';
  if (!negative && !take(text, '+')) return {};
  if (negative) text.remove_prefix(1);
  const std::optional<int> hours = take_number(text, 2, 2);
  if (!hours) return {};
  int seconds = *hours * 3600;
  for (int unit = 60; unit >= 1 && !text.empty(); unit /= 60) {
    take(text, ':');
    const std::optional<int> number = take_number(text, 2, 2);
    if (!number) return {};
    seconds += *number * unit;
  }
  return negative ? -seconds : seconds;
}

std::string offset_text(int offset) {
  const int size = offset < 0 ? -offset : offset;
  std::string text =
      fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format(":{:02}", size % 60);
  return text;
}

}  // namespace

std::string date_text(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string time_text(const Time& time) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
  if (time.microsecond != 0) text += fmt::format(".{:06}", time.microsecond);
  if (time.utc_offset) text += offset_text(*time.utc_offset);
  return text;
}

std::string datetime_text(const DateTime& value) {
  return date_text(value.date) + " " + time_text(value.time);
}

std::optional<Date> parse_date(std::string_view text) {
  const std::optional<int> year = take_number(text, 4, 6);
  if (!year || !take(text, '-')) return {};
  const std::optional<int> month = take_number(text, 2, 2);
  if (!month || !take(text, '-')) return {};
  const std::optional<int> day = take_number(text, 2, 2);
  if (!day || !text.empty()) return {};
  return Date{.year = *year, .month = *month, .day = *day};
}

std::optional<Time> parse_time(std::string_view text) {
  Time time;
  const std::optional<int> hour = take_number(text, 2, 2);
  if (!hour || !take(text, ':')) return {};
  const std::optional<int> minute = take_number(text, 2, 2);
  if (!minute) return {};
  time.hour = *hour;
  time.minute = *minute;
  if (take(text, ':')) {
    const std::optional<int> second = take_number(text, 2, 2);
    if (!second) return {};
    time.second = *second;
    if (take(text, '.')) {
      const std::size_t before = text.size();
      std::optional<int> fraction = take_number(text, 1, 6);
      if (!fraction) return {};
      for (std::size_t digits = before - text.size(); digits < 6; ++digits) *fraction *= 10;
      time.microsecond = *fraction;
    }
  }
  if (!text.empty()) {
    time.utc_offset = take_offset(text);
    if (!time.utc_offset || !text.empty()) return {};
  }
  return time;
}

std::optional<DateTime> parse_datetime(std::string_view text) {
  const std::size_t gap = text.find_first_of(" T");
  if (gap == std::string_view::npos) return {};
  const std::optional<Date> date = parse_date(text.substr(0, gap));
  const std::optional<Time> time = parse_time(text.substr(gap + 1));
  if (!date || !time) return {};
  return DateTime{.date = *date, .time = *time};
}

Interval make_interval(std::int64_t days, std::int64_t seconds, std::int64_t microseconds) {
  const auto carry = [](std::int64_t& small, std::int64_t& large, std::int64_t size) {
    large += small / size;
    small %= size;
    if (small < 0) {
      small += size;
      --large;
    }
  };
  carry(microseconds, seconds, microseconds_a_second);
  carry(seconds, days, seconds_a_day);
  return {.days = days, .seconds = seconds, .microseconds = microseconds};
}

std::string hex_text(std::string_view octets) {
  std::string text;
  text.reserve(octets.size() * 2);
  for (const char octet : octets) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(octet));
  }
  return text;
}

std::optional<std::string> parse_hex(std::string_view text) {
  if (text.size() % 2 != 0) return {};
  std::string octets;
  octets.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned value = 0;
    const char* end = text.data() + i + 2;
    if (std::from_chars(text.data() + i, end, value, 16).ptr != end) return {};
    octets += static_cast<char>(value);
  }
  return octets;
}

}  // namespace retort
