// SPDX-License-Identifier: MIT
// Which known name a mistyped one was meant to be.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// The known name that few changes of letters make of `name`; nothing where none is near.
std::optional<std::string> nearest_name(std::string_view name,
                                        const std::vector<std::string>& known);

}  // namespace retort
