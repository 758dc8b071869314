// SPDX-License-Identifier: MIT
// What comes before a run that writes to a database: everybody is told which, and a protected one
// is not written to unless that is allowed.
#pragma once

#include <string>

namespace retort {

class Config;
class Reporter;

/// Tells the reporter of the target. Throws Error (command) where it is protected and writing to it
/// is not allowed. A project whose env.py guards itself is left to that; `env_file` is empty where
/// there is no such file.
void begin_writing(const Config& config, const std::string& env_file, Reporter& reporter);

}  // namespace retort
