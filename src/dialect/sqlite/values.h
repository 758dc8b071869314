// SPDX-License-Identifier: MIT
// Values as SQLite keeps them, in the forms that SQLAlchemy gives them.
#pragma once

#include "retort/value.h"

#include <cstdint>
#include <string>
#include <variant>

namespace retort::sqlite {

/// NULL, integer, real, text or blob.
using StoredValue = std::variant<Null, std::int64_t, double, std::string, Bytes>;

/// Dates and times become ISO text with all six decimals, a Decimal its digits, a UUID 32 hex
/// digits, an Interval the moment that long after 1970. Throws Error for a List.
StoredValue store(const Value& value);

}  // namespace retort::sqlite
