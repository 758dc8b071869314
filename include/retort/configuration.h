// SPDX-License-Identifier: MIT
// What a project is configured by, and where each setting comes from.
#pragma once

#include "retort/api.h"
#include "retort/command.h"
#include "retort/config.h"
#include "retort/json.h"
#include "retort/target.h"

#include <string>
#include <vector>

namespace retort {

/// The lines that tell which environment is written to; empty where none is named.
RETORT_API std::string target_banner(const Target& target);

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
