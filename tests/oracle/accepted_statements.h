// SPDX-License-Identifier: MIT
// Where the SQL that the library writes differs from the recorded one on purpose.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace retort::oracle {

/// The name of the accepted difference that a record shows, as docs/compatibility.md has it.
std::optional<std::string> accepted_difference(std::string_view id, std::string_view dialect);

}  // namespace retort::oracle
