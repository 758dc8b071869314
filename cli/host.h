// SPDX-License-Identifier: MIT
// What the program knows of the process it is: environment, working directory, where it lies.
#pragma once

#include "retort/host.h"

#include <string>

namespace retort::cli {

/// RETORT_NOW, a number of seconds since 1970, stops the clock there; tests of dates in file names
/// and in generated text need that.
Host this_process();

/// The folder that holds retort/migration.h of this build, found from where the program lies; for
/// migrations that are compiled when a run needs them.
std::string include_directory();

/// The library that runs Python migrations: what RETORT_PYTHON_LIBRARY names, else the one that was
/// built or installed with this program; empty when this build has none.
std::string python_library(const Host& host);

}  // namespace retort::cli
