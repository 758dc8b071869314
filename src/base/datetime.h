// SPDX-License-Identifier: MIT
// Instants and calendar times. Arithmetic is in UTC; a zone comes in only through its offset.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retort {

using Instant = std::chrono::system_clock::time_point;

/// A calendar time as a clock on the wall shows it; the offset is known when a zone was asked
/// for (Python: aware) and absent otherwise (naive).
struct CivilTime {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  std::optional<int> utc_offset = {};  ///< seconds east of Greenwich
  friend bool operator==(const CivilTime&, const CivilTime&) = default;
};

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
std::int64_t days_from_civil(std::int64_t year, int month, int day);
/// The calendar time at an instant, `utc_offset` seconds east of Greenwich; naive.
CivilTime civil_time(Instant instant, int utc_offset);
/// Whole seconds since 1970-01-01 UTC, rounded down.
std::int64_t epoch_seconds(Instant instant);
/// 0 is Sunday.
int weekday(const CivilTime& time);
/// 1 is the first of January.
int day_of_year(const CivilTime& time);

/// As Python's str(datetime): "2026-01-01 10:00:00.000001+01:00"; microseconds only when there
/// are any.
std::string format_datetime(const CivilTime& time, char separator = ' ');
/// As strftime in the C locale, for the usual directives; an unknown one stays as it is.
std::string format_time(const CivilTime& time, std::string_view format);

}  // namespace retort
