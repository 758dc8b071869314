// SPDX-License-Identifier: MIT
// How C++ migrations are compiled: what the configuration, the process and the program say of it.
#pragma once

#include "retort/config.h"
#include "retort/frontends.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort {

struct CompilerSettings {
  std::vector<std::string> command;              ///< the compiler and its first arguments
  std::vector<std::string> flags;                ///< of the project
  std::vector<std::string> include_directories;  ///< of the project, absolute
  std::string retort_include;                    ///< holds retort/migration.h
  std::string cache_directory;                   ///< absolute
  std::string search_path;
  /// Environment of the compiler; absent: this process's.
  std::optional<std::map<std::string, std::string, std::less<>>> environment = {};
  unsigned jobs = 1;  ///< compilers that run at once
};

/// Throws ConfigError when a value cannot be used, Error when the program gave no headers.
CompilerSettings compiler_settings(const Config& config, const NativeOptions& options,
                                   const std::string& script_location);

}  // namespace retort
