// SPDX-License-Identifier: MIT
// What the program knows of the process it is: environment, working directory, where it lies.
#pragma once

#include "retort/host.h"

#include <string>

namespace retort::cli {

Host this_process();

/// The folder that holds retort/migration.h of this build, found from where the program lies; for
/// migrations that are compiled when a run needs them.
std::string include_directory();

}  // namespace retort::cli
