// SPDX-License-Identifier: MIT
// ${NAME} and ${NAME:-default} in a text.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace retort {

/// The value of a variable; nothing: it is not set.
using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// Puts values in the place of ${NAME}; what they hold is not looked at again. The default of
/// ${NAME:-default} stands for a variable that is not set or empty, and may itself have variables.
/// `missing` gives the value of one that is not set and has no default; it may throw. $${ is ${
/// itself. Throws ConfigError, saying what stands there, for a ${ of any other form.
std::string substitute_variables(std::string_view text, const VariableLookup& lookup,
                                 const std::function<std::string(const std::string&)>& missing);

/// The same where an unset variable is empty and other forms, and $${, stay as they are: of .env
/// files.
std::string substitute_known_variables(std::string_view text, const VariableLookup& lookup);

}  // namespace retort
