// SPDX-License-Identifier: MIT
// Time zones from the system's TZif files (RFC 8536) and POSIX rules ("CET-1CEST,M3.5.0,...").
#pragma once

#include "base/datetime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// One of the two yearly changes of a POSIX rule.
struct ZoneChange {
  enum class Kind {
    month_week_day,
    julian_without_leap_day,
    day_of_year
  } kind = Kind::month_week_day;
  int month = 0;
  int week = 0;
  int day = 0;
  int time = 7200;  ///< seconds after midnight, wall clock
  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

/// A POSIX TZ value. Offsets are seconds east of Greenwich.
struct ZoneRule {
  int standard_offset = 0;
  std::optional<int> daylight_offset = {};
  ZoneChange start = {};
  ZoneChange end = {};
  friend bool operator==(const ZoneRule&, const ZoneRule&) = default;
};

/// Reads "EST5EDT,M3.2.0,M11.1.0"; absent when it is not of that form.
std::optional<ZoneRule> parse_zone_rule(std::string_view text);

/// The offsets of a zone through time.
class TimeZone {
 public:
  /// UTC.
  TimeZone() = default;
  explicit TimeZone(ZoneRule rule) : rule_(rule) {}
  /// From the bytes of a TZif file; absent when they are not one.
  static std::optional<TimeZone> parse(std::string_view bytes);

  /// Seconds east of Greenwich at the instant.
  int offset_at(std::int64_t epoch_second) const;

 private:
  std::vector<std::int64_t> changes_;  // instants, ascending
  std::vector<int> offsets_;           // from each change on
  int first_offset_ = 0;               // before the first change
  std::optional<ZoneRule> rule_;       // after the last change
};

/// The zone of an IANA name ("Europe/Berlin") from /usr/share/zoneinfo; absent when there is
/// none of this name.
std::optional<TimeZone> find_timezone(std::string_view name);

/// The local zone: the value of the TZ variable when there is one, else /etc/localtime, else UTC.
TimeZone local_timezone(const std::string* tz_variable);

}  // namespace retort
