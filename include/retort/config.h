// SPDX-License-Identifier: MIT
// The configuration of a project: alembic.ini and [tool.alembic] of pyproject.toml, read with the
// rules of Python's ConfigParser and of Alembic.
#pragma once

#include "retort/api.h"
#include "retort/host.h"
#include "retort/logging.h"
#include "retort/reporter.h"
#include "retort/target.h"

#include <any>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort {

/// The two files a run is configured by. Either may be empty (none) or name a missing file.
struct ConfigPaths {
  std::string ini;
  std::string toml;
  friend bool operator==(const ConfigPaths&, const ConfigPaths&) = default;
};

/// Chooses the files as the command line does: `-c` values first, then ALEMBIC_CONFIG of the host,
/// then alembic.ini and pyproject.toml. A value whose last part is exactly "pyproject.toml" is the
/// TOML file. Throws ConfigError when one kind is given twice.
RETORT_API ConfigPaths choose_config_paths(const std::vector<std::string>& given, const Host& host);

/// One post-write hook: its name and its keys (`type`, `options`, `cwd`, ...), interpolated.
struct HookConfig {
  std::string name;
  std::map<std::string, std::string, std::less<>> options;
  friend bool operator==(const HookConfig&, const HookConfig&) = default;
};

/// Keys and values of a section in file order.
using ConfigItems = std::vector<std::pair<std::string, std::string>>;

/// A file that a Config may be made from, in the order of precedence.
struct ConfigFile {
  std::string path = {};   ///< as it is named in errors
  std::string found = {};  ///< "read", "no such file", ...
  bool operator==(const ConfigFile&) const = default;
};

/// An option that is set, and where.
struct OptionSetting {
  std::string section = {};  ///< "alembic", "tool.alembic", "retort:dev"
  std::string name = {};
  std::string value = {};  ///< as it is used; passwords of URLs are masked
  std::string source = {};
  bool operator==(const OptionSetting&) const = default;
};

/// What a Config is made from.
struct ConfigOptions {
  std::string ini_path;             ///< relative to the host's working directory; empty: none
  std::string toml_path;            ///< likewise
  std::string section = "alembic";  ///< main section of the ini (`-n`); never affects the TOML
  std::map<std::string, std::string> arguments = {};  ///< more names for %(name)s
  std::vector<std::string> x_arguments = {};          ///< `-x` values as given
  std::optional<std::string> url = {};                ///< `--url`
  std::optional<std::string> environment = {};        ///< `--env`
  Host host = {};
  Reporter* reporter = nullptr;  ///< receives deprecations; not owned, may be null
};

/// The configuration of one run. Files are read when the first value is asked for, so that a
/// broken file does not stop what needs no configuration. Every reading function throws
/// ConfigError, naming file and line, when a file or value cannot be used.
class RETORT_API Config {
 public:
  explicit Config(ConfigOptions options = {});
  Config(const Config& other);
  Config(Config&& other) noexcept;
  Config& operator=(const Config& other);
  Config& operator=(Config&& other) noexcept;
  ~Config();

  /// As given; empty when there is none.
  const std::string& ini_path() const;
  const std::string& toml_path() const;
  /// Absolute; empty when there is none.
  std::string absolute_ini_path() const;
  std::string absolute_toml_path() const;
  const std::string& section() const;
  const Host& host() const;
  Reporter& reporter() const;
  void set_reporter(Reporter* reporter);

  /// `-x` values as given.
  const std::vector<std::string>& x_arguments() const;
  /// `-x` values as a dictionary: "key=value", or "key" alone with an empty value.
  std::map<std::string, std::string> x_dictionary() const;

  // `sqlalchemy.url` of the main section is the target's URL, in all that reads options.

  /// An option of the main section of the ini; never of the TOML. Throws when the ini has no such
  /// section.
  std::optional<std::string> main_option(const std::string& name) const;
  std::string main_option(const std::string& name, const std::string& fallback) const;
  std::optional<std::string> section_option(const std::string& section,
                                            const std::string& name) const;
  bool has_section(const std::string& section) const;
  /// All options of an ini section, those of [DEFAULT] and the arguments included; absent when
  /// there is no such section.
  std::optional<ConfigItems> section_items(const std::string& section) const;
  std::vector<std::string> section_names() const;

  /// The value is interpolated when read: write %% for a percent sign.
  void set_main_option(const std::string& name, const std::string& value);
  void set_section_option(const std::string& section, const std::string& name,
                          const std::string& value);
  void remove_main_option(const std::string& name);

  /// An option of the ini's main section, else of [tool.alembic] (where a number or boolean is
  /// given as text).
  std::optional<std::string> option(const std::string& name) const;
  /// Strict style: the ini must say exactly "true"; the TOML must hold a boolean.
  bool boolean_option(const std::string& name) const;
  /// Lenient style: true/yes/on/y/t/1 and false/no/off/n/f/0 in any case; absent is false.
  bool lenient_boolean_option(const std::string& name) const;
  /// A list: a TOML array of strings, or the ini's text split on white space and commas.
  std::vector<std::string> list_option(const std::string& name) const;

  /// The configured locations, unresolved; empty when there are none (then `versions` below the
  /// script location is meant). Reports deprecated ways to split.
  std::vector<std::string> version_locations() const;
  std::vector<std::string> prepend_sys_path() const;
  std::vector<HookConfig> post_write_hooks() const;
  /// The logging sections of the ini; absent when it has none.
  std::optional<LoggingConfig> logging() const;

  /// The environment and the database that the run is for. Throws ConfigError, naming what was
  /// looked at, for an environment that is not configured or a variable that is not set.
  const Target& target() const;
  /// A variable of the process, else of the .env files where they count.
  std::optional<std::string> variable(const std::string& name) const;
  /// What the .env files set and the process does not. Empty where they do not count.
  std::map<std::string, std::string> file_variables() const;
  /// The environments that may be named: those configured, else those that are always known.
  std::vector<std::string> environment_names() const;
  /// The files that were looked for.
  std::vector<ConfigFile> files() const;
  /// Every option of the main section, [tool.alembic] and the environments.
  std::vector<OptionSetting> settings() const;

  /// Objects handed to env and migration code by an embedding program.
  std::map<std::string, std::any> attributes;

 private:
  struct State;
  std::unique_ptr<State> state_;
  mutable std::optional<Target> target_;
};

}  // namespace retort
