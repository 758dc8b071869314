// SPDX-License-Identifier: MIT
// Days, times and spans as the ISO text that databases exchange.
#pragma once

#include "retort/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace retort {

/// "2026-01-02".
std::string date_text(const Date& date);
/// "03:04:05", with six decimals when there are microseconds, and the offset when there is one.
std::string time_text(const Time& time);
/// Date and time with a blank between them.
std::string datetime_text(const DateTime& value);

/// The values that those texts mean; absent for anything else ("infinity", "BC").
std::optional<Date> parse_date(std::string_view text);
std::optional<Time> parse_time(std::string_view text);
std::optional<DateTime> parse_datetime(std::string_view text);

/// The same span in normal form, from parts of any size and sign.
Interval make_interval(std::int64_t days, std::int64_t seconds, std::int64_t microseconds);

/// Octets as lower-case hex digits, and back; absent when the text is not hex.
std::string hex_text(std::string_view octets);
std::optional<std::string> parse_hex(std::string_view text);

}  // namespace retort
