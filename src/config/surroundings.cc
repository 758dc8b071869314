// SPDX-License-Identifier: MIT
// Whether environments and .env files count for a project, which environment is named, and what the
// variables are.
#include "retort/error.h"

#include "base/files.h"
#include "base/text.h"
#include "config/config_state.h"

#include <algorithm>

namespace retort {
namespace {

/// What `alembic init` writes: nobody's database.
constexpr std::string_view placeholder_url = "driver://user:pass@localhost/dbname";

bool is_logging_section(std::string_view name) {
  return name == "loggers" || name == "handlers" || name == "formatters" ||
         name.starts_with("logger_") || name.starts_with("handler_") ||
         name.starts_with("formatter_");
}

/// Whether the folder of the scripts has an env.py, which drives all runs of a project.
bool has_python_driver(const std::string& location, const std::string& working_directory) {
  if (location.empty()) return false;
  const std::size_t colon = location.find(':');
  std::string folder = location;
  const bool has_variables = location.find("${") != std::string::npos;
  if (colon != std::string::npos && colon > 0 && !is_absolute_path(location) && !has_variables) {
    // "package:folder". A package that is not here is found by Python alone.
    folder =
        join_path(replace_all(location.substr(0, colon), ".", "/"), location.substr(colon + 1));
    if (!path_exists(absolute_path(folder, working_directory))) return true;
  }
  return path_exists(join_path(absolute_path(folder, working_directory), "env.py"));
}

/// Reads a file of variables; `after` is where its values may refer to besides.
class FileReader {
 public:
  FileReader(const ConfigOptions& options, std::string folder)
      : options_(options), folder_(std::move(folder)) {}

  std::vector<DotenvEntry> read(VariableFile& file, const std::string& name) const {
    file.path = folder_.empty() || folder_ == "." ? name : join_path(folder_, name);
    const std::string path = absolute_path(file.path, options_.host.working_directory);
    if (!path_exists(path)) {
      file.found = "no such file";
      return {};
    }
    if (is_directory(path)) {  // of a virtual environment, most often
      file.found = "a folder";
      return {};
    }
    std::vector<DotenvEntry> entries = parse_dotenv(read_file(path), file.path);
    file.found = "read";
    file.was_read = true;
    return entries;
  }

  VariableLookup process() const {
    return [this](const std::string& name) -> std::optional<std::string> {
      const std::string* value = options_.host.find_variable(name);
      return value == nullptr ? std::nullopt : std::optional(*value);
    };
  }

  static VariableLookup values_of(const DotenvValues& values) {
    return [&values](const std::string& name) -> std::optional<std::string> {
      const auto found = values.find(name);
      return found == values.end() ? std::nullopt : std::optional(found->second);
    };
  }

 private:
  const ConfigOptions& options_;
  std::string folder_;
};

/// The folder of the ini file, else of the TOML file, as it was written.
std::string settings_folder(const ConfigOptions& options) {
  const auto exists = [&](const std::string& path) {
    return !path.empty() && path_exists(absolute_path(path, options.host.working_directory));
  };
  if (exists(options.ini_path)) return parent_path(options.ini_path);
  if (exists(options.toml_path)) return parent_path(options.toml_path);
  return options.ini_path.empty() ? "." : parent_path(options.ini_path);
}

std::string known_names(const RetortSettings& settings) {
  std::vector<std::string> names;
  for (const EnvironmentSection& each : settings.environments) names.push_back(each.name);
  return join(names.empty() ? usual_environments() : names, ", ");
}

/// The name as it is configured; nothing where it is not known.
std::optional<std::string> known_name(const RetortSettings& settings, const std::string& name) {
  if (const EnvironmentSection* found = find_environment(settings.environments, name)) {
    return found->name;
  }
  if (!settings.environments.empty()) return std::nullopt;
  const std::string wanted = lower(name);
  for (const std::string& usual : usual_environments()) {
    if (usual == wanted) return usual;
  }
  return std::nullopt;
}

}  // namespace

const std::vector<std::string>& usual_environments() {
  static const std::vector<std::string> names = {"local", "dev",  "stage",
                                                 "main",  "prod", "production"};
  return names;
}

namespace {

/// Finds out what is around a run, once for a Config.
class SurroundingsReader {
 public:
  explicit SurroundingsReader(const ConfigOptions& options)
      : options_(options), files_(options, settings_folder(options)) {}

  Surroundings read(RetortSettings settings, const std::optional<std::string>& location,
                    bool has_url, Reporter& reporter) {
    result_.settings = std::move(settings);
    const bool driven = location && has_python_driver(*location, options_.host.working_directory);
    // What a file says must not depend on how a run is started.
    result_.substitutes = result_.settings.present || !driven;
    const bool chosen = result_.substitutes || options_.environment || options_.url;
    result_.in_force = chosen || !has_url;
    if (!result_.in_force) return std::move(result_);
    try {
      read_files();
    } catch (const ConfigError& error) {
      if (chosen) throw;
      // Nobody has asked for it: the file may be another program's, in another dialect.
      reporter.warn(std::string(error.what()) + "; the file is not used");
      result_.files.clear();
      name_environment({});
    }
    return std::move(result_);
  }

 private:
  void read_files() {
    VariableFile general;
    const std::vector<DotenvEntry> entries = files_.read(general, ".env");
    const VariableLookup process = files_.process();
    general.values = dotenv_values(entries, {.before = process});
    name_environment(general);
    if (result_.environment) {
      VariableFile own;
      const std::vector<DotenvEntry> own_entries = files_.read(own, ".env." + *result_.environment);
      own.values = dotenv_values(
          own_entries, {.before = process, .after = FileReader::values_of(general.values)});
      const VariableLookup own_values = FileReader::values_of(own.values);
      general.values = dotenv_values(
          entries, {.before = [&](const std::string& name) -> std::optional<std::string> {
            if (std::optional<std::string> found = process(name)) return found;
            return own_values(name);
          }});
      result_.files.push_back(std::move(own));
    }
    result_.files.push_back(std::move(general));
  }

  void name_environment(const VariableFile& general) {
    if (options_.environment) {
      return require_name(*options_.environment, "--env");
    }
    const std::string* variable = options_.host.find_variable("ENV");
    if (variable != nullptr) {
      take_variable(*variable, "ENV");
    } else if (const auto found = general.values.find("ENV"); found != general.values.end()) {
      take_variable(found->second, "ENV in " + general.path);
    }
    if (result_.environment) return;
    const EnvironmentOption* configured = result_.settings.general.find("environment");
    if (configured == nullptr) return;
    const std::string name = substitute(*configured, general);
    if (!strip(name).empty()) {
      require_name(name, "environment in [" + configured->section + "] of " + configured->file);
    }
  }

  /// ENV is a common name: where no environments are configured it may be somebody else's.
  void take_variable(const std::string& name, const std::string& source) {
    if (strip(name).empty()) return;
    if (!result_.settings.environments.empty()) return require_name(name, source);
    result_.environment = known_name(result_.settings, std::string(strip(name)));
    if (result_.environment) result_.environment_source = source;
  }

  void require_name(const std::string& given, const std::string& source) {
    const std::string name(strip(given));
    result_.environment = known_name(result_.settings, name);
    result_.environment_source = source;
    if (result_.environment) return;
    throw ConfigError("No environment is called " + repr(name) + " (" + source + "); known are " +
                          known_names(result_.settings),
                      "Name one of these, or add a section [retort:" +
                          (name.empty() ? std::string("NAME") : name) + "] to the ini file.");
  }

  std::string substitute(const EnvironmentOption& option, const VariableFile& general) const {
    const VariableLookup process = files_.process();
    const VariableLookup file = FileReader::values_of(general.values);
    return substitute_variables(
        option.value,
        [&](const std::string& name) {
          std::optional<std::string> found = process(name);
          return found ? found : file(name);
        },
        [](const std::string&) { return std::string(); });
  }

  const ConfigOptions& options_;
  FileReader files_;
  Surroundings result_;
};

}  // namespace

const Surroundings& Config::State::around() const {
  if (surroundings) return *surroundings;
  const IniDocument& read_ini = document();
  const ToolTables& read_toml = tables();
  const auto text_of = [this](const std::string& key, const std::string& text) {
    return interpolated(key, text);
  };
  RetortSettings settings = read_retort_settings({.ini = read_ini,
                                                  .ini_path = options.ini_path,
                                                  .toml = read_toml,
                                                  .toml_path = options.toml_path,
                                                  .formatted = text_of});
  std::optional<std::string> location = read_ini.value(options.section, "script_location");
  if (!location) {
    const TomlValue* value = find("script_location");
    const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(&value->data);
    if (text != nullptr) location = interpolated("script_location", *text);
  }
  surroundings = SurroundingsReader(options).read(std::move(settings), location,
                                                  raw_url().has_value(), reporter());
  return *surroundings;
}

std::optional<std::string> Config::State::variable(const std::string& name) const {
  if (const std::string* value = options.host.find_variable(name)) return *value;
  for (const VariableFile& file : around().files) {
    if (const auto found = file.values.find(name); found != file.values.end()) {
      return found->second;
    }
  }
  return std::nullopt;
}

std::string Config::State::substituted_at(const std::string& place, const std::string& text) const {
  const auto missing = [&place](const std::string& name) -> std::string {
    throw ConfigError(place + " needs the variable " + name + ", which is not set",
                      "Set " + name +
                          " in the environment or in .env beside the file, or write ${" + name +
                          ":-a default}.");
  };
  try {
    return substitute_variables(
        text, [this](const std::string& name) { return variable(name); }, missing);
  } catch (const ConfigError& error) {
    const std::string reason = error.what();
    if (reason.starts_with(place)) throw;
    throw ConfigError(place + ": " + reason, error.hint());
  }
}

std::string Config::State::substituted(const std::string& section, const std::string& name,
                                       const std::string& text) const {
  if (text.find("${") == std::string::npos || is_logging_section(section) ||
      is_assigned(section, name) || name == "here" || options.arguments.contains(name) ||
      !around().substitutes) {
    return text;
  }
  return substituted_at(option_place(options.ini_path, section, name), text);
}

std::optional<std::string> Config::State::value(const std::string& section,
                                                const std::string& name) const {
  std::optional<std::string> found = document().value(section, name);
  if (found) found = substituted(section, name, *found);
  return found;
}

std::string Config::State::option_value(const EnvironmentOption& option) const {
  if (option.value.find("${") == std::string::npos) return option.value;
  return substituted_at(option_place(option.file, option.section, option.name), option.value);
}

bool Config::State::is_assigned(const std::string& section, const std::string& name) const {
  return !assigned.empty() && assigned.contains({section, lower(name)});
}

std::optional<std::string> Config::State::raw_url() const {
  std::optional<std::string> text = document().value(options.section, url_option);
  if (!text) {
    const TomlValue* value = find(url_option);
    const auto* found = value == nullptr ? nullptr : std::get_if<std::string>(&value->data);
    if (found != nullptr) text = interpolated(url_option, *found);
  }
  if (!text || strip(*text).empty() || strip(*text) == placeholder_url) return std::nullopt;
  return text;
}

}  // namespace retort
