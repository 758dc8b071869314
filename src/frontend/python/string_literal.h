// SPDX-License-Identifier: MIT
// What a string literal of Python says.
#pragma once

#include <string>
#include <string_view>

namespace retort::python {

/// The value, in UTF-8. Throws NotReadable for bytes, for strings with expressions, and for
/// characters by name.
std::string string_value(std::string_view literal);

}  // namespace retort::python
