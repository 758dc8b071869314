// SPDX-License-Identifier: MIT
// One scalar of a database: what a literal, a bound parameter or a field of a result row holds.
#pragma once

#include "retort/api.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace retort {

/// SQL NULL.
struct Null {
  bool operator==(const Null&) const = default;
};

/// An exact number, kept as its decimal text ("12.50", "-3", "1e30").
struct Decimal {
  std::string digits;
  bool operator==(const Decimal&) const = default;
};

/// A calendar day of the proleptic Gregorian calendar.
struct Date {
  int year = 1970;
  int month = 1;  ///< 1 to 12
  int day = 1;    ///< 1 to 31
  bool operator==(const Date&) const = default;
};

/// A time of day, with an offset from UTC when `utc_offset` (seconds, east positive) is set.
struct Time {
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  std::optional<int> utc_offset = {};
  bool operator==(const Time&) const = default;
};

/// A day and a time; aware of its zone when `time.utc_offset` is set.
struct DateTime {
  Date date;
  Time time;
  bool operator==(const DateTime&) const = default;
};

/// A span of time, normalised as Python's timedelta: seconds in [0, 86400), microseconds in
/// [0, 1000000), the sign carried by `days`.
struct Interval {
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int64_t microseconds = 0;
  bool operator==(const Interval&) const = default;
};

/// A UUID as 32 lower-case hex digits, without dashes.
struct Uuid {
  std::string hex;
  bool operator==(const Uuid&) const = default;
};

/// A string of octets.
struct Bytes {
  std::string octets;
  bool operator==(const Bytes&) const = default;
};

/// A JSON document as text.
struct Json {
  std::string text;
  bool operator==(const Json&) const = default;
};

struct Value;
/// An array of values.
struct List {
  std::vector<Value> items;
};
RETORT_API bool operator==(const List& left, const List& right);

/// A scalar, a list or NULL (the default). Made and copied in the library, not inline: a migration
/// file then compiles in a fraction of a second.
struct RETORT_API Value : std::variant<Null, bool, std::int64_t, double, std::string, Decimal, Date,
                                       Time, DateTime, Interval, Uuid, Bytes, Json, List> {
  using Variant = std::variant<Null, bool, std::int64_t, double, std::string, Decimal, Date, Time,
                               DateTime, Interval, Uuid, Bytes, Json, List>;
  Value();
  // NOLINTBEGIN(google-explicit-constructor)
  Value(const char* text);
  Value(std::string_view text);
  Value(std::string text);
  Value(bool value);
  Value(int number);
  Value(unsigned number);
  Value(std::int64_t number);
  Value(long long number);
  Value(double number);
  Value(Null value);
  Value(std::nullptr_t);
  Value(Decimal value);
  Value(Date value);
  Value(Time value);
  Value(DateTime value);
  Value(Interval value);
  Value(Uuid value);
  Value(Bytes value);
  Value(Json value);
  Value(List value);
  // NOLINTEND(google-explicit-constructor)
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  bool is_null() const noexcept { return index() == 0; }
  const Variant& base() const noexcept { return *this; }
};

/// Named parameters of a statement, in the order given.
using Parameters = std::vector<std::pair<std::string, Value>>;

}  // namespace retort
