// SPDX-License-Identifier: MIT
#include "dialect/sqlite/values.h"

#include "retort/error.h"

#include "db/value_text.h"

#include <fmt/format.h>

#include <chrono>

namespace retort::sqlite {
namespace {

/// Comparisons are by text, so every time has all of its decimals.
std::string full_time(const Time& time) {
  Time whole = time;
  whole.microsecond = 0;
  std::string text = time_text(whole);
  return text.insert(8, fmt::format(".{:06}", time.microsecond));
}

std::string moment_after_1970(const Interval& interval) {
  const std::chrono::year_month_day day(
      std::chrono::sys_days(std::chrono::days(static_cast<int>(interval.days))));
  const int seconds = static_cast<int>(interval.seconds);
  const Date date{.year = static_cast<int>(day.year()),
                  .month = static_cast<int>(static_cast<unsigned>(day.month())),
                  .day = static_cast<int>(static_cast<unsigned>(day.day()))};
  const Time time{.hour = seconds / 3600,
                  .minute = seconds / 60 % 60,
                  .second = seconds % 60,
                  .microsecond = static_cast<int>(interval.microseconds)};
  return date_text(date) + " " + full_time(time);
}

struct Store {
  StoredValue operator()(const Null& value) const { return value; }
  StoredValue operator()(bool value) const { return std::int64_t{value ? 1 : 0}; }
  StoredValue operator()(std::int64_t value) const { return value; }
  StoredValue operator()(double value) const { return value; }
  StoredValue operator()(const std::string& value) const { return value; }
  StoredValue operator()(const Decimal& value) const { return value.digits; }
  StoredValue operator()(const Date& value) const { return date_text(value); }
  StoredValue operator()(const Time& value) const { return full_time(value); }
  StoredValue operator()(const DateTime& value) const {
    return date_text(value.date) + " " + full_time(value.time);
  }
  StoredValue operator()(const Interval& value) const { return moment_after_1970(value); }
  StoredValue operator()(const Uuid& value) const { return value.hex; }
  StoredValue operator()(const Bytes& value) const { return value; }
  StoredValue operator()(const Json& value) const { return value.text; }
  StoredValue operator()(const List& /*value*/) const {
    throw Error("SQLite has no arrays", ErrorCode::argument, "Give the list as Json.");
  }
};

}  // namespace

StoredValue store(const Value& value) { return std::visit(Store(), value.base()); }

}  // namespace retort::sqlite
