// SPDX-License-Identifier: MIT
#include "config/environments.h"

#include "retort/error.h"
#include "retort/nearest.h"

#include "base/text.h"

#include <algorithm>

namespace retort {
namespace {

constexpr std::string_view general_section = "retort";
constexpr std::string_view environment_prefix = "retort:";

/// What holds for a run wherever it is set.
const std::vector<std::string>& run_options() {
  static const std::vector<std::string> names = {"lock", "lock_timeout", "retries",
                                                 "run_lock_timeout", "statement_timeout"};
  return names;
}

std::vector<std::string> known_options(bool is_general) {
  std::vector<std::string> names = run_options();
  if (is_general) {
    names.emplace_back("environment");
  } else {
    names.insert(names.end(), {"protected", "url", "url_variable"});
  }
  std::sort(names.begin(), names.end());
  return names;
}

void require_known(const EnvironmentOption& option, bool is_general) {
  const std::vector<std::string> known = known_options(is_general);
  if (std::find(known.begin(), known.end(), option.name) != known.end()) return;
  const std::vector<std::string> other = known_options(!is_general);
  const bool elsewhere = std::find(other.begin(), other.end(), option.name) != other.end();
  std::string message =
      option.file + ": unknown option " + repr(option.name) + " in [" + option.section + "]";
  const std::vector<std::string> meant = nearest_names(option.name, known);
  if (elsewhere) {
    message +=
        is_general ? "; it belongs to an environment, [retort:NAME]" : "; it belongs to [retort]";
  } else if (!meant.empty()) {
    message += "; did you mean " + repr(meant.front()) + "?";
  }
  throw ConfigError(message, "Known there are " + join(known, ", ") + ".");
}

class SettingsReader {
 public:
  explicit SettingsReader(const RetortSettingsInput& input) : input_(input) {}

  RetortSettings read() {
    for (const IniDocument::Section& section : input_.ini.sections()) read_section(section);
    if (input_.toml.has_retort) read_table();
    return std::move(settings_);
  }

 private:
  void read_section(const IniDocument::Section& section) {
    if (section.name == general_section) {
      settings_.present = true;
      read_options(section, settings_.general);
      return;
    }
    if (!section.name.starts_with(environment_prefix)) return;
    settings_.present = true;
    const std::string name(strip(std::string_view(section.name).substr(environment_prefix.size())));
    const std::string place = input_.ini_path + ": section [" + section.name + "]";
    if (name.empty()) {
      throw ConfigError(place + " names no environment", "Write [retort:dev], for example.");
    }
    if (find_environment(settings_.environments, name) != nullptr) {
      throw ConfigError(place + ": there is another one of this name (case does not count)");
    }
    settings_.environments.push_back({.name = name});
    read_options(section, settings_.environments.back());
  }

  /// Unknown are only the section's own: others may be of anybody who reads [DEFAULT].
  void read_options(const IniDocument::Section& section, EnvironmentSection& into) {
    const bool is_general = section.name == general_section;
    for (const auto& [name, raw] : section.options) {
      require_known({.name = name, .value = {}, .file = input_.ini_path, .section = section.name},
                    is_general);
    }
    for (const std::string& name : known_options(is_general)) {
      const std::optional<std::string> value = input_.ini.value(section.name, name);
      if (!value) continue;
      into.options.push_back(
          {.name = name, .value = *value, .file = input_.ini_path, .section = section.name});
    }
  }

  void read_table() {
    settings_.present = true;
    for (const auto& [key, value] : input_.toml.retort) {
      const auto* table = std::get_if<TomlTable>(&value.data);
      if (key == "environments") {
        if (table == nullptr) {
          throw ConfigError(input_.toml_path + ": tool.retort.environments is no table");
        }
        read_environments(*table);
      } else {
        add(settings_.general, {.name = key,
                                .value = text_of(key, value),
                                .file = input_.toml_path,
                                .section = "tool.retort"});
      }
    }
  }

  void read_environments(const TomlTable& tables) {
    for (const auto& [name, value] : tables) {
      const std::string section = "tool.retort.environments." + name;
      const auto* table = std::get_if<TomlTable>(&value.data);
      if (table == nullptr) throw ConfigError(input_.toml_path + ": " + section + " is no table");
      auto found = std::find_if(settings_.environments.begin(), settings_.environments.end(),
                                [&name = name](const EnvironmentSection& known) {
                                  return lower(known.name) == lower(name);
                                });
      if (found == settings_.environments.end()) {
        settings_.environments.push_back({.name = name});
        found = settings_.environments.end() - 1;
      }
      for (const auto& [key, option] : *table) {
        add(*found, {.name = key,
                     .value = text_of(key, option),
                     .file = input_.toml_path,
                     .section = section});
      }
    }
  }

  void add(EnvironmentSection& into, EnvironmentOption option) const {
    require_known(option, &into == &settings_.general);
    if (into.find(option.name) == nullptr) into.options.push_back(std::move(option));
  }

  std::string text_of(const std::string& key, const TomlValue& value) const {
    if (const auto* text = std::get_if<std::string>(&value.data)) {
      return input_.formatted(key, *text);
    }
    if (const auto* number = std::get_if<long long>(&value.data)) return std::to_string(*number);
    if (const auto* boolean = std::get_if<bool>(&value.data)) return *boolean ? "true" : "false";
    throw ConfigError(input_.toml_path + ": tool.retort: " + repr(key) +
                      " is neither a text, a number nor a boolean");
  }

  const RetortSettingsInput& input_;
  RetortSettings settings_;
};

}  // namespace

const EnvironmentOption* EnvironmentSection::find(std::string_view option) const {
  const auto found =
      std::find_if(options.begin(), options.end(),
                   [option](const EnvironmentOption& known) { return known.name == option; });
  return found == options.end() ? nullptr : &*found;
}

RetortSettings read_retort_settings(const RetortSettingsInput& input) {
  return SettingsReader(input).read();
}

const EnvironmentSection* find_environment(const std::vector<EnvironmentSection>& environments,
                                           std::string_view name) {
  const std::string wanted = lower(name);
  const auto found = std::find_if(
      environments.begin(), environments.end(),
      [&wanted](const EnvironmentSection& known) { return lower(known.name) == wanted; });
  return found == environments.end() ? nullptr : &*found;
}

}  // namespace retort
