// SPDX-License-Identifier: MIT
#include "retort/config.h"

#include "retort/error.h"

#include "base/files.h"
#include "base/text.h"
#include "config/config_state.h"
#include "config/logging_reader.h"
#include "config/split.h"

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

Config::Config(ConfigOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}
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
  if (const Target* target = state_->target_of(*this, section, name)) return target->url;
  return state_->value(section, name);
}

bool Config::has_section(const std::string& section) const {
  return state_->document().has_section(section);
}

std::optional<ConfigItems> Config::section_items(const std::string& section) const {
  if (!has_section(section)) return std::nullopt;
  const Target* target = state_->target_of(*this, section, url_option);
  ConfigItems items;
  bool has_url = false;
  for (auto& [name, value] : state_->document().items(section)) {
    const bool is_url = target != nullptr && name == url_option;
    has_url = has_url || is_url;
    items.emplace_back(name, is_url ? *target->url : state_->substituted(section, name, value));
  }
  if (target != nullptr && !has_url) items.emplace_back(url_option, *target->url);
  return items;
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
  state_->assigned.emplace(section, lower(name));
  state_->surroundings.reset();
  target_.reset();
}

void Config::remove_main_option(const std::string& name) {
  state_->document().remove(section(), name);
  state_->assigned.erase({section(), lower(name)});
  state_->surroundings.reset();
  target_.reset();
}

std::optional<std::string> Config::option(const std::string& name) const {
  if (const Target* target = state_->target_of(*this, section(), name)) return target->url;
  if (std::optional<std::string> value = state_->value(section(), name)) return value;
  const TomlValue* value = state_->find(name);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&value->data))
    return state_->formatted(name, *text);
  if (const auto* integer = std::get_if<long long>(&value->data)) return std::to_string(*integer);
  if (const auto* boolean = std::get_if<bool>(&value->data)) return *boolean ? "true" : "false";
  State::fail_type(name);
}

bool Config::boolean_option(const std::string& name) const {
  if (const std::optional<std::string> value = state_->value(section(), name))
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
  if (const std::optional<std::string> value = state_->value(section(), name))
    return split_words(replace_all(*value, ",", " "));
  return state_->toml_list(name);
}

std::vector<std::string> Config::version_locations() const {
  const std::optional<std::string> value = state_->value(section(), "version_locations");
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
  const std::optional<std::string> value = state_->value(section(), "prepend_sys_path");
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
