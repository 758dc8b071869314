// SPDX-License-Identifier: MIT
// What the program knows of the process it is: environment, working directory, where it lies.
#pragma once

#include "retort/host.h"

#include <string>

namespace retort::cli {

/// Folders that come with the program, found from where the program lies.
struct DataDirectories {
  std::string templates;  ///< holds the layouts of `init`
  std::string include;    ///< holds retort/migration.h, for migrations that are compiled
};

Host this_process();
DataDirectories data_directories();

}  // namespace retort::cli
