// SPDX-License-Identifier: MIT
// Values as SQL text, in the forms that dialects have in common.
#pragma once

#include "retort/type.h"
#include "retort/value.h"

#include <string>

namespace retort {

/// What a literal of a type looks like.
enum class LiteralForm {
  unknown,  ///< the value's own form
  string,
  integer,
  number,
  boolean,
  date,
  time,
  datetime,
  binary,
  interval,
  uuid,
  json,
  json_index,
  json_path,
  array,
  none,  ///< there is none: INET, TSVECTOR, ...
};

LiteralForm literal_form(const Type& type);

/// As Python's repr of a float: 1.0, 0.1, 1e+16.
std::string float_text(double number);

/// A time span in seconds, as `float_text` shows them.
std::string seconds_text(const Interval& interval);
/// As Python's isoformat.
std::string iso_date(const Date& date);
std::string iso_time(const Time& time);
/// With a blank between the two.
std::string iso_datetime(const DateTime& time);
/// 8-4-4-4-12.
std::string dashed(const Uuid& uuid);
/// As Python's repr of the value, for messages.
std::string value_repr(const Value& value);
/// The day and time that is a span after 1970-01-01, for databases without intervals.
DateTime epoch_plus(const Interval& interval);

}  // namespace retort
