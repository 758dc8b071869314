// SPDX-License-Identifier: MIT
// What a project is configured by, and where each setting comes from.
#pragma once

#include "retort/api.h"
#include "retort/command.h"
#include "retort/config.h"
#include "retort/json.h"
#include "retort/target.h"

#include <map>
#include <string>
#include <vector>

namespace retort {

/// The lines that tell which environment is written to; empty where none is named.
RETORT_API std::string target_banner(const Target& target);

/// What comes before a run that writes to the database, and what every command that does has done:
/// tells the reporter of the target. Throws Error (command) where it is protected and writing to it
/// is not allowed. A project whose env.py guards itself is left to that; `env_file` is empty where
/// there is no such file.
RETORT_API void begin_writing(const Config& config, const std::string& env_file,
                              Reporter& reporter);

struct DotenvOptions {
  bool interpolate = true;  ///< replace ${NAME}, by variables of the host and by lines above
};
/// The variables of a .env file. Throws ConfigError "path:line: reason".
RETORT_API std::map<std::string, std::string> read_dotenv(const std::string& path, const Host& host,
                                                          const DotenvOptions& options = {});

}  // namespace retort

namespace retort::command {

/// The configuration of a session, with nothing in it that must not be shown.
struct Configuration {
  std::vector<ConfigFile> files = {};
  std::string url = {};  ///< password masked; empty: none
  /// `url` is left out of it.
  Target target = {};
  /// The environments that may be named, sorted as they are configured.
  std::vector<std::string> environments = {};
  std::vector<OptionSetting> settings = {};
};

/// Reads the configuration and touches no database. Throws ConfigError.
RETORT_API Configuration configuration(const Session& session);

/// The same for programs.
RETORT_API JsonValue to_json(const Configuration& configuration);

}  // namespace retort::command
