// SPDX-License-Identifier: MIT
// A lock's holder as a line of text that waiters find: a JSON object in ASCII.
#pragma once

#include "retort/run_lock.h"

#include <optional>
#include <string>
#include <string_view>

namespace retort {

/// In a few hundred bytes, whatever its fields are; without "/" and "*", so that it may stand in a
/// comment of SQL.
std::string write_holder(const LockHolder& holder);
/// What `write_holder` wrote at the beginning of the text; nothing when it is something else, or
/// has been cut off.
std::optional<LockHolder> read_holder(std::string_view text);

}  // namespace retort
