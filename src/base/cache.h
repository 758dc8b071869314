// SPDX-License-Identifier: MIT
// Where a user's files are kept that can be made again at any time, and when they make room.
#pragma once

#include "retort/host.h"

#include <string>

namespace retort {

/// `retort` in $XDG_CACHE_HOME, else in $HOME/.cache; empty when neither is an absolute path.
std::string user_cache_directory(const Host& host);

/// Makes the time of a kept file that of its last use, to a day.
void note_use(const std::string& path);

/// Whether nobody has used a kept file for so long that it makes room.
bool is_unused(const std::string& path);

}  // namespace retort
