// SPDX-License-Identifier: MIT
// The sections [retort] and [retort:NAME] of an ini file, and [tool.retort] of a pyproject.toml.
#pragma once

#include "config/ini.h"
#include "config/toml.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// An option of these sections. Its value may have ${NAME} in it.
struct EnvironmentOption {
  std::string name = {};
  std::string value = {};
  std::string file = {};
  std::string section = {};
  bool operator==(const EnvironmentOption&) const = default;
};

/// An environment, or what holds for all of them.
struct EnvironmentSection {
  std::string name = {};
  std::vector<EnvironmentOption> options = {};
  /// Null: it is not set.
  const EnvironmentOption* find(std::string_view option) const;
  bool operator==(const EnvironmentSection&) const = default;
};

struct RetortSettings {
  bool present = false;  ///< there is one of these sections at all
  EnvironmentSection general = {};
  std::vector<EnvironmentSection> environments = {};  ///< in file order
  bool operator==(const RetortSettings&) const = default;
};

/// Where the settings stand, and what turns a string of the TOML file into a value.
struct RetortSettingsInput {
  const IniDocument& ini;
  std::string ini_path;
  const ToolTables& toml;
  std::string toml_path;
  std::function<std::string(const std::string& key, const std::string& text)> formatted;
};

/// An option of the ini file comes before the same one of the TOML file. Throws ConfigError for an
/// option that is not known (with the nearest one that is), an environment without a name or with
/// two sections, and a value that is no text, number or boolean.
RetortSettings read_retort_settings(const RetortSettingsInput& input);

/// Without regard to case.
const EnvironmentSection* find_environment(const std::vector<EnvironmentSection>& environments,
                                           std::string_view name);

}  // namespace retort
