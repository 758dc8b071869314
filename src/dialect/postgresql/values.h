// SPDX-License-Identifier: MIT
// Values in PostgreSQL's text format, by the object id of their type.
#pragma once

#include "retort/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace retort::postgresql {

/// A parameter as it goes to the server. Type 0 lets the server infer it from the context.
struct EncodedParameter {
  unsigned type = 0;
  std::optional<std::string> text = {};  ///< absent: NULL
  bool operator==(const EncodedParameter&) const = default;
};

EncodedParameter encode(const Value& value);

/// A field of a result. Types that are not known here, and values that have no form of their own
/// ("infinity"), come as text.
Value decode(unsigned type, std::string_view text);

}  // namespace retort::postgresql
