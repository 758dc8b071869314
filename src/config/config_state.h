// SPDX-License-Identifier: MIT
// What a Config holds: its files once they have been read, and the variables that count for them.
#pragma once

#include "retort/config.h"

#include "config/dotenv.h"
#include "config/environments.h"
#include "config/ini.h"
#include "config/toml.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// The option of the main section that names the database.
inline constexpr const char* url_option = "sqlalchemy.url";

/// A file of variables, and what it sets.
struct VariableFile {
  std::string path = {};   ///< as errors name it
  std::string found = {};  ///< for ConfigFile
  bool was_read = false;
  DotenvValues values = {};
};

/// What is around a run, as far as the configuration may ask for it.
struct Surroundings {
  bool in_force = true;     ///< of Target
  bool substitutes = true;  ///< ${NAME} means a variable in the main section
  RetortSettings settings = {};
  std::optional<std::string> environment = {};
  std::string environment_source = {};
  std::vector<VariableFile> files = {};  ///< in the order in which they count
};

struct Config::State {
  ConfigOptions options = {};
  mutable Reporter silent = {};
  mutable std::optional<IniDocument> ini = {};
  mutable std::optional<ToolTables> toml = {};
  mutable std::optional<Surroundings> surroundings = {};
  /// What the program has set since: nothing is replaced in it.
  std::set<std::pair<std::string, std::string>> assigned = {};

  std::string absolute(const std::string& path) const;
  Reporter& reporter() const;

  // The files.
  IniDocument& document() const;
  const ToolTables& tables() const;
  /// A key of [tool.alembic]; null where it is not set.
  const TomlValue* find(const std::string& name) const;
  /// A text of the TOML file with %(name)s and ${NAME} replaced.
  std::string formatted(const std::string& key, const std::string& text) const;
  /// The same with %(name)s alone.
  std::string interpolated(const std::string& key, const std::string& text) const;
  [[noreturn]] static void fail_type(const std::string& name);
  std::vector<std::string> strings(const std::string& name, const TomlArray& array) const;
  /// A TOML list of strings; a single string is a list of one.
  std::vector<std::string> toml_list(const std::string& name) const;
  HookConfig toml_hook(const TomlTable& values) const;
  std::optional<std::string> separator(bool with_legacy_key) const;

  // Variables.
  const Surroundings& around() const;
  /// An option of the ini with ${NAME} replaced, where that is done.
  std::optional<std::string> value(const std::string& section, const std::string& name) const;
  std::string substituted(const std::string& section, const std::string& name,
                          const std::string& text) const;
  /// `place` is named in errors: file and option.
  std::string substituted_at(const std::string& place, const std::string& text) const;
  std::string option_value(const EnvironmentOption& option) const;
  std::optional<std::string> variable(const std::string& name) const;

  // The target.
  /// The target, where the option is its URL; else null.
  const Target* target_of(const Config& config, const std::string& section,
                          std::string_view name) const;
  bool is_assigned(const std::string& section, const std::string& name) const;
  /// sqlalchemy.url as it stands in the ini or TOML, variables not replaced; empty or the
  /// template's placeholder count as none.
  std::optional<std::string> raw_url() const;
  Target make_target() const;
};

/// The environments that are known where none is configured.
const std::vector<std::string>& usual_environments();

/// "FILE: option 'NAME' in [SECTION]".
std::string option_place(const std::string& file, const std::string& section,
                         const std::string& name);

}  // namespace retort
