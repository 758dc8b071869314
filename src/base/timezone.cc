// SPDX-License-Identifier: MIT
// https://www.rfc-editor.org/rfc/rfc8536 and POSIX.1-2017, 8.3 "TZ".
#include "base/timezone.h"

#include "retort/error.h"

#include "base/files.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace retort {
namespace {

constexpr std::string_view zone_folder = "/usr/share/zoneinfo";

/// Reads a POSIX TZ value from left to right; `ok` turns false at the first surprise.
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}

  std::optional<ZoneRule> read() {
    ZoneRule rule;
    skip_name();
    rule.standard_offset = -read_time();
    if (ok_ && !text_.empty()) {
      skip_name();
      const bool own_offset = !text_.empty() && text_.front() != ',';
      rule.daylight_offset = own_offset ? -read_time() : rule.standard_offset + 3600;
      if (text_.empty()) text_ = ",M3.2.0,M11.1.0";  // what the C library assumes
      rule.start = read_change();
      rule.end = read_change();
    }
    if (!ok_ || !text_.empty()) return std::nullopt;
    return rule;
  }

 private:
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  void expect(char c) { ok_ = take(c) && ok_; }

  int read_number() {
    int value = 0;
    std::size_t digits = 0;
    for (; !text_.empty() && is_digit(text_.front()) && digits < 6; ++digits) {
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    ok_ = ok_ && digits > 0;
    return value;
  }

  void skip_name() {
    if (take('<')) {
      const std::size_t end = text_.find('>');
      ok_ = ok_ && end != std::string_view::npos;
      text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
      return;
    }
    std::size_t length = 0;
    const auto is_letter = [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; };
    while (length < text_.size() && is_letter(text_[length])) ++length;
    ok_ = ok_ && length >= 3;
    text_.remove_prefix(length);
  }

  int read_time() {
    const bool negative = take('-');
    if (!negative) take('+');
    int seconds = read_number() * 3600;
    if (take(':')) seconds += read_number() * 60;
    if (take(':')) seconds += read_number();
    return negative ? -seconds : seconds;
  }

  ZoneChange read_change() {
    ZoneChange change;
    expect(',');
    if (take('M')) {
      change.month = read_number();
      expect('.');
      change.week = read_number();
      expect('.');
      change.day = read_number();
      ok_ = ok_ && change.month >= 1 && change.month <= 12 && change.week >= 1 &&
            change.week <= 5 && change.day <= 6;
    } else {
      change.kind =
          take('J') ? ZoneChange::Kind::julian_without_leap_day : ZoneChange::Kind::day_of_year;
      change.day = read_number();
      ok_ = ok_ && change.day <= 366;
    }
    if (take('/')) change.time = read_time();
    return change;
  }

  std::string_view text_;
  bool ok_ = true;
};

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/// Seconds since the epoch, as if the wall clock were UTC, of a change in a year.
std::int64_t wall_second(const ZoneChange& change, std::int64_t year) {
  std::int64_t day = 0;
  switch (change.kind) {
    case ZoneChange::Kind::month_week_day: {
      const std::int64_t first = days_from_civil(year, change.month, 1);
      const std::int64_t next = change.month == 12 ? days_from_civil(year + 1, 1, 1)
                                                   : days_from_civil(year, change.month + 1, 1);
      const std::int64_t first_weekday = ((first + 4) % 7 + 7) % 7;
      day = first + (change.day - first_weekday + 7) % 7 + (change.week - 1) * 7;
      while (day >= next) day -= 7;
      break;
    }
    case ZoneChange::Kind::julian_without_leap_day:
      day = days_from_civil(year, 1, 1) + change.day - 1 +
            (change.day >= 60 && is_leap(year) ? 1 : 0);
      break;
    case ZoneChange::Kind::day_of_year:
      day = days_from_civil(year, 1, 1) + change.day;
      break;
  }
  return day * 86400 + change.time;
}

int rule_offset(const ZoneRule& rule, std::int64_t second) {
  if (!rule.daylight_offset) return rule.standard_offset;
  const Instant instant{std::chrono::seconds(second)};
  const std::int64_t year = civil_time(instant, rule.standard_offset).year;
  const std::int64_t start = wall_second(rule.start, year) - rule.standard_offset;
  const std::int64_t end = wall_second(rule.end, year) - *rule.daylight_offset;
  const bool daylight =
      start < end ? second >= start && second < end : second >= start || second < end;
  return daylight ? *rule.daylight_offset : rule.standard_offset;
}

std::int64_t big_endian(std::string_view bytes, std::size_t position, unsigned width) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < width; ++i)
    value = (value << 8U) | static_cast<unsigned char>(bytes[position + i]);
  return width == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
}

/// The six counts of a TZif header, in the file's order.
struct Counts {
  std::size_t ut, standard, leap, times, types, characters;

  std::size_t data_size(unsigned width) const {
    return times * (width + 1) + types * 6 + characters + leap * (width + 4) + standard + ut;
  }
};

constexpr std::size_t header_size = 44;

std::optional<Counts> read_counts(std::string_view bytes) {
  if (bytes.size() < header_size || bytes.substr(0, 4) != "TZif") return std::nullopt;
  std::array<std::size_t, 6> values = {};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int64_t value = big_endian(bytes, 20 + i * 4, 4);
    if (value < 0 || value > 100000) return std::nullopt;
    values[i] = static_cast<std::size_t>(value);
  }
  return Counts{values[0], values[1], values[2], values[3], values[4], values[5]};
}

}  // namespace

std::optional<ZoneRule> parse_zone_rule(std::string_view text) { return RuleReader(text).read(); }

std::optional<TimeZone> TimeZone::parse(std::string_view bytes) {
  std::optional<Counts> counts = read_counts(bytes);
  if (!counts) return std::nullopt;
  unsigned width = 4;
  if (bytes[4] >= '2') {  // a second block with 64-bit times follows the first
    const std::size_t first_block = header_size + counts->data_size(4);
    if (bytes.size() < first_block) return std::nullopt;
    bytes.remove_prefix(first_block);
    counts = read_counts(bytes);
    if (!counts) return std::nullopt;
    width = 8;
  }
  const std::size_t end = header_size + counts->data_size(width);
  if (bytes.size() < end || counts->types == 0) return std::nullopt;
  const std::size_t indices = header_size + counts->times * width;
  const std::size_t types = indices + counts->times;
  TimeZone zone;
  const auto offset_of = [&](std::size_t type) {
    return static_cast<int>(big_endian(bytes, types + type * 6, 4));
  };
  zone.first_offset_ = offset_of(0);
  for (std::size_t i = 0; i < counts->times; ++i) {
    const auto type = static_cast<unsigned char>(bytes[indices + i]);
    if (type >= counts->types) return std::nullopt;
    zone.changes_.push_back(big_endian(bytes, header_size + i * width, width));
    zone.offsets_.push_back(offset_of(type));
  }
  if (width == 8 && bytes.size() > end + 2) zone.rule_ = parse_zone_rule(strip(bytes.substr(end)));
  return zone;
}

int TimeZone::offset_at(std::int64_t epoch_second) const {
  if (rule_ && (changes_.empty() || epoch_second >= changes_.back()))
    return rule_offset(*rule_, epoch_second);
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), epoch_second);
  if (after == changes_.begin()) return first_offset_;
  return offsets_[static_cast<std::size_t>(after - changes_.begin()) - 1];
}

std::optional<TimeZone> find_timezone(std::string_view name) {
  // A name must stay inside the folder of zones.
  const std::vector<std::string> parts = split(name, "/");
  for (const std::string& part : parts)
    if (part.empty() || part.front() == '.') return std::nullopt;
  const std::string path = join_path(zone_folder, name);
  if (!is_regular_file(path)) {
    if (name == "UTC") return TimeZone();
    return std::nullopt;
  }
  return TimeZone::parse(read_file(path));
}

TimeZone local_timezone(const std::string* tz_variable) {
  std::string_view name = tz_variable != nullptr ? std::string_view(*tz_variable) : "";
  if (!name.empty() && name.front() == ':') name.remove_prefix(1);
  if (tz_variable != nullptr && name.empty()) return {};
  std::string path = "/etc/localtime";
  if (!name.empty()) {
    if (const std::optional<TimeZone> zone = find_timezone(name)) return *zone;
    if (const std::optional<ZoneRule> rule = parse_zone_rule(name)) return TimeZone(*rule);
    if (!is_absolute_path(name)) return {};
    path = name;
  }
  try {
    return TimeZone::parse(read_file(path)).value_or(TimeZone());
  } catch (const Error&) {  // a machine without zone files keeps UTC
    return {};
  }
}

}  // namespace retort
