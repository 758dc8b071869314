// SPDX-License-Identifier: MIT
// Python's old string formatting with a mapping, "%(name)-5.5s", which file templates, log formats
// and TOML values are written in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace retort {

using FormatValue = std::variant<std::string, long long, double>;
/// Gives the value of a name; absent when there is none.
using FormatLookup = std::function<std::optional<FormatValue>(std::string_view)>;

/// `format % mapping`. Conversions: s r a d i u o x X c e E f F g G and %%, with flags, width and
/// precision. Throws Error naming what is wrong ("unknown name 'nope'").
std::string percent_format(std::string_view format, const FormatLookup& lookup);

}  // namespace retort
