// SPDX-License-Identifier: MIT
// What the library has to be told about the process that it runs in: it never reads environment
// variables, the working directory or the clock by itself.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace retort {

/// The surroundings of a run, as given by the program that embeds the library.
struct Host {
  /// Environment variables (PATH, TZ, EDITOR, ...). Empty: none are set.
  std::map<std::string, std::string, std::less<>> variables;
  /// Absolute folder that relative paths start from. Empty: "/".
  std::string working_directory;
  /// The clock. Empty: the system's.
  std::function<std::chrono::system_clock::time_point()> now;
  /// Makes the identifier of a new revision. Empty: twelve random hexadecimal digits.
  std::function<std::string()> new_revision_id;

  /// Value of an environment variable; null when it is not set.
  const std::string* find_variable(const std::string& name) const {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : &found->second;
  }
};

}  // namespace retort
