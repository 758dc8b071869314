// SPDX-License-Identifier: MIT
// Finds the folder that a configured location means.
#pragma once

#include "retort/config.h"
#include "retort/frontend.h"

#include <string>

namespace retort {

/// A path stays as it is. "package:folder:folder", where it is no absolute path, is looked for as
/// a folder of that package below `prepend_sys_path` and the working directory, then where the
/// languages have their installed packages. Throws Error "No module named ...".
std::string resolve_location(const std::string& location, const Config& config,
                             const Frontends& frontends);

}  // namespace retort
