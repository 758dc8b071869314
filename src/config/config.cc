// SPDX-License-Identifier: MIT
#include "retort/config.h"

#include "retort/error.h"

#include "base/files.h"
#include "base/percent_format.h"
#include "base/text.h"
#include "config/ini.h"
#include "config/logging_reader.h"
#include "config/split.h"
#include "config/toml.h"

#include <array>
#include <utility>

namespace retort {
namespace {

constexpr std::string_view toml_name = "pyproject.toml";

std::optional<bool> parse_boolean(std::string_view text) {
  const std::string value = lower_ascii(strip(text));
  for (const std::string_view yes : {"true", "yes", "on", "y", "t", "1"})
    if (value == yes) return true;
  for (const std::string_view no : {"false", "no", "off", "n", "f", "0"})
    if (value == no) return false;
  return std::nullopt;
}

}  // namespace

struct Config::State {
  ConfigOptions options;
  Reporter silent;
  mutable std::optional<IniDocument> ini;
  mutable std::optional<TomlTable> toml;

  std::string absolute(const std::string& path) const {
    return path.empty() ? std::string() : absolute_path(path, options.host.working_directory);
  }

  IniDocument& document() const {
    if (ini) return *ini;
    const std::string path = absolute(options.ini_path);
    IniDocument read;
    if (path.empty()) {
      read.add_section(options.section);
    } else if (path_exists(path)) {
      read = IniDocument::parse(read_file(path), options.ini_path);
    }
    for (const auto& [name, value] : options.arguments) read.set_default(name, value);
    read.set_default("here", path.empty() ? "." : parent_path(path));
    ini = std::move(read);
    return *ini;
  }

  const TomlTable& table() const {
    if (toml) return *toml;
    const std::string path = absolute(options.toml_path);
    TomlTable read;
    if (!path.empty() && path_exists(path))
      read = parse_alembic_table(read_file(path), options.toml_path).values;
    toml = std::move(read);
    return *toml;
  }

  std::string formatted(const std::string& key, const std::string& text) const {
    if (text.find('%') == std::string::npos) return text;
    const auto lookup = [this](std::string_view name) -> std::optional<FormatValue> {
      if (name == "here") return parent_path(absolute(options.toml_path));
      const auto found = options.arguments.find(std::string(name));
      if (found == options.arguments.end()) return std::nullopt;
      return found->second;
    };
    try {
      return percent_format(text, lookup);
    } catch (const Error& error) {
      throw ConfigError(options.toml_path + ": " + key + ": " + error.what(),
                        "Write %% for a percent sign.");
    }
  }

  const TomlValue* find(const std::string& name) const { return find_in_table(table(), name); }

  [[noreturn]] static void fail_type(const std::string& name) {
    throw Error("unsupported TOML value type for key: " + repr(name), ErrorCode::command);
  }

  std::vector<std::string> strings(const std::string& name, const TomlArray& array) const {
    std::vector<std::string> out;
    for (const TomlValue& item : array) {
      const auto* text = std::get_if<std::string>(&item.data);
      if (text == nullptr) fail_type(name);
      out.push_back(formatted(name, *text));
    }
    return out;
  }

  /// A TOML list of strings; a single string is a list of one.
  std::vector<std::string> toml_list(const std::string& name) const {
    const TomlValue* value = find(name);
    if (value == nullptr) return {};
    if (const auto* array = std::get_if<TomlArray>(&value->data)) return strings(name, *array);
    if (const auto* text = std::get_if<std::string>(&value->data)) return {formatted(name, *text)};
    fail_type(name);
  }

  Reporter& reporter() { return options.reporter != nullptr ? *options.reporter : silent; }

  std::optional<std::string> separator(bool with_legacy_key) {
    const auto main = [&](const std::string& name) {
      return document().value(options.section, name);
    };
    std::string name = "path_separator";
    std::optional<std::string> value = main(name);
    if (!value && with_legacy_key) {
      name = "version_path_separator";
      value = main(name);
    }
    if (!value) return std::nullopt;
    std::optional<std::string> text = path_separator_text(*value);
    if (!text)
      throw ConfigError("'" + *value + "' is not a valid value for " + name +
                        "; expected 'space', 'newline', 'os', ':', ';'");
    if (name == "version_path_separator")
      reporter().deprecated(
          "The version_path_separator configuration parameter is deprecated; please use "
          "path_separator");
    return text;
  }

  HookConfig toml_hook(const TomlTable& values) const {
    HookConfig hook;
    for (const auto& [key, value] : values) {
      const auto* text = std::get_if<std::string>(&value.data);
      if (text == nullptr) fail_type("post_write_hooks");
      std::string formatted_text = formatted("post_write_hooks", *text);
      if (key == "name") {
        hook.name = std::move(formatted_text);
      } else {
        hook.options[key] = std::move(formatted_text);
      }
    }
    if (hook.name.empty())
      throw ConfigError(options.toml_path + ": an entry of post_write_hooks has no 'name'");
    return hook;
  }
};

ConfigPaths choose_config_paths(const std::vector<std::string>& given, const Host& host) {
  ConfigPaths paths = {"alembic.ini", std::string(toml_name)};
  const auto is_toml = [](const std::string& path) { return file_name(path) == toml_name; };
  if (const std::string* value = host.find_variable("ALEMBIC_CONFIG"); value && !value->empty())
    (is_toml(*value) ? paths.toml : paths.ini) = *value;
  bool has_ini = false;
  bool has_toml = false;
  for (const std::string& path : given) {
    if (is_toml(path)) {
      if (std::exchange(has_toml, true))
        throw ConfigError("pyproject.toml indicated more than once");
      paths.toml = path;
    } else {
      if (std::exchange(has_ini, true)) throw ConfigError("only one ini file may be indicated");
      paths.ini = path;
    }
  }
  return paths;
}

Config::Config(ConfigOptions options)
    : state_(std::make_unique<State>(State{std::move(options), {}, {}, {}})) {}
Config::Config(const Config& other)
    : attributes(other.attributes),
      state_(std::make_unique<State>(*other.state_)),
      target_(other.target_) {}
Config::Config(Config&& other) noexcept = default;
Config& Config::operator=(const Config& other) {
  if (this != &other) *this = Config(other);
  return *this;
}
Config& Config::operator=(Config&& other) noexcept = default;
Config::~Config() = default;

const std::string& Config::ini_path() const { return state_->options.ini_path; }
const std::string& Config::toml_path() const { return state_->options.toml_path; }
std::string Config::absolute_ini_path() const { return state_->absolute(ini_path()); }
std::string Config::absolute_toml_path() const { return state_->absolute(toml_path()); }
const std::string& Config::section() const { return state_->options.section; }
const Host& Config::host() const { return state_->options.host; }
Reporter& Config::reporter() const { return state_->reporter(); }
void Config::set_reporter(Reporter* reporter) { state_->options.reporter = reporter; }
const std::vector<std::string>& Config::x_arguments() const { return state_->options.x_arguments; }

std::map<std::string, std::string> Config::x_dictionary() const {
  std::map<std::string, std::string> out;
  for (const std::string& argument : x_arguments()) {
    const std::size_t equals = argument.find('=');
    out[argument.substr(0, equals)] =
        equals == std::string::npos ? std::string() : argument.substr(equals + 1);
  }
  return out;
}

std::optional<std::string> Config::main_option(const std::string& name) const {
  return section_option(section(), name);
}

std::string Config::main_option(const std::string& name, const std::string& fallback) const {
  return main_option(name).value_or(fallback);
}

std::optional<std::string> Config::section_option(const std::string& section,
                                                  const std::string& name) const {
  if (!has_section(section))
    throw ConfigError("No config file " + (ini_path().empty() ? "None" : repr(ini_path())) +
                      " found, or file has no '[" + section + "]' section");
  return state_->document().value(section, name);
}

bool Config::has_section(const std::string& section) const {
  return state_->document().has_section(section);
}

std::optional<ConfigItems> Config::section_items(const std::string& section) const {
  if (!has_section(section)) return std::nullopt;
  return state_->document().items(section);
}

std::vector<std::string> Config::section_names() const {
  std::vector<std::string> names;
  for (const IniDocument::Section& section : state_->document().sections())
    names.push_back(section.name);
  return names;
}

void Config::set_main_option(const std::string& name, const std::string& value) {
  set_section_option(section(), name, value);
}

void Config::set_section_option(const std::string& section, const std::string& name,
                                const std::string& value) {
  state_->document().set(section, name, value);
}

void Config::remove_main_option(const std::string& name) {
  state_->document().remove(section(), name);
}

std::optional<std::string> Config::option(const std::string& name) const {
  if (std::optional<std::string> value = state_->document().value(section(), name)) return value;
  const TomlValue* value = state_->find(name);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&value->data))
    return state_->formatted(name, *text);
  if (const auto* integer = std::get_if<long long>(&value->data)) return std::to_string(*integer);
  if (const auto* boolean = std::get_if<bool>(&value->data)) return *boolean ? "true" : "false";
  State::fail_type(name);
}

bool Config::boolean_option(const std::string& name) const {
  if (const std::optional<std::string> value = state_->document().value(section(), name))
    return *value == "true";
  const TomlValue* value = state_->find(name);
  if (value == nullptr) return false;
  if (const auto* boolean = std::get_if<bool>(&value->data)) return *boolean;
  throw Error("boolean value expected for TOML parameter " + repr(name), ErrorCode::command);
}

bool Config::lenient_boolean_option(const std::string& name) const {
  const std::optional<std::string> value = option(name);
  if (!value) return false;
  if (const std::optional<bool> boolean = parse_boolean(*value)) return *boolean;
  throw ConfigError("String is not true/false: " + repr(lower_ascii(strip(*value))) + " (option " +
                    repr(name) + ")");
}

std::vector<std::string> Config::list_option(const std::string& name) const {
  if (const std::optional<std::string> value = state_->document().value(section(), name))
    return split_words(replace_all(*value, ",", " "));
  return state_->toml_list(name);
}

std::vector<std::string> Config::version_locations() const {
  const std::optional<std::string> value = state_->document().value(section(), "version_locations");
  if (!value || value->empty()) return state_->toml_list("version_locations");
  if (const std::optional<std::string> separator = state_->separator(true))
    return split_paths(*value, *separator);
  reporter().deprecated(
      "No path_separator found in configuration; falling back to legacy splitting on "
      "spaces/commas for version_locations.  Consider adding path_separator=os to Alembic "
      "config.");
  return split_legacy(*value);
}

std::vector<std::string> Config::prepend_sys_path() const {
  const std::optional<std::string> value = state_->document().value(section(), "prepend_sys_path");
  if (!value || value->empty()) return state_->toml_list("prepend_sys_path");
  if (const std::optional<std::string> separator = state_->separator(false))
    return split_paths(*value, *separator);
  reporter().deprecated(
      "No path_separator found in configuration; falling back to legacy splitting on spaces, "
      "commas, and colons for prepend_sys_path.  Consider adding path_separator=os to Alembic "
      "config.");
  return split_legacy(*value, {.colons = true});
}

std::vector<HookConfig> Config::post_write_hooks() const {
  constexpr const char* name = "post_write_hooks";
  std::vector<HookConfig> hooks;
  if (const std::optional<ConfigItems> items = section_items(name)) {
    std::string names;
    for (const auto& [key, value] : *items)
      if (key == "hooks") names = value;
    for (const std::string& hook_name : split_legacy(names)) {
      if (hook_name.empty()) continue;
      HookConfig hook{hook_name, {}};
      const std::string prefix = lower(hook_name) + ".";
      for (const auto& [key, value] : *items)
        if (key.starts_with(prefix)) hook.options[key.substr(prefix.size())] = value;
      hooks.push_back(std::move(hook));
    }
    return hooks;
  }
  const TomlValue* value = state_->find(name);
  if (value == nullptr) return hooks;
  const auto* array = std::get_if<TomlArray>(&value->data);
  if (array == nullptr) State::fail_type(name);
  for (const TomlValue& item : *array) {
    const auto* table = std::get_if<TomlTable>(&item.data);
    if (table == nullptr) State::fail_type(name);
    hooks.push_back(state_->toml_hook(*table));
  }
  return hooks;
}

std::optional<LoggingConfig> Config::logging() const {
  return read_logging(state_->document(), ini_path());
}

}  // namespace retort
