// SPDX-License-Identifier: MIT
// What a Config tells of itself: variables, environments, files, and where each option is from.
#include "retort/config.h"
#include "retort/error.h"
#include "retort/url.h"

#include "base/files.h"
#include "base/text.h"
#include "config/config_state.h"

#include <algorithm>
#include <utility>

namespace retort {
namespace {

/// Passwords of URLs within a text as ***.
std::string masked_within(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t mark = text.find("://");
    if (mark == std::string_view::npos) return out.append(text);
    const std::size_t start = mark + 3;
    out.append(text.substr(0, start));
    text.remove_prefix(start);
    const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n\"'"));
    const std::size_t at = word.rfind('@');
    const std::size_t colon = word.find(':');
    if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) continue;
    out.append(text.substr(0, colon + 1)).append("***");
    text.remove_prefix(at);
  }
}

/// A text that is a URL may have a password among its options, too.
std::string masked(const std::string& text) {
  if (text.find("://") == std::string::npos) return text;
  try {
    return masked_within(Url::parse(std::string(strip(text))).masked());
  } catch (const Error& ignored) {
    static_cast<void>(ignored);
    return masked_within(text);
  }
}

/// Whether an option of the project's own is called as secrets are.
bool is_secret(const std::string& name) {
  const std::string known = lower(name);
  for (const char* word : {"password", "passwd", "secret", "token"}) {
    if (known.find(word) != std::string::npos) return true;
  }
  return false;
}

/// The value, or why there is none.
std::string value_or_reason(const std::string& name, const std::function<std::string()>& value) {
  try {
    const std::string found = value();
    return is_secret(name) && !found.empty() ? "***" : masked(found);
  } catch (const ConfigError& error) {
    return "(" + std::string(error.what()) + ")";
  }
}

std::string as_text(const TomlValue& value, const std::function<std::string(std::string)>& format) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return format(*text);
  if (const auto* number = std::get_if<long long>(&value.data)) return std::to_string(*number);
  if (const auto* boolean = std::get_if<bool>(&value.data)) return *boolean ? "true" : "false";
  if (const auto* array = std::get_if<TomlArray>(&value.data)) {
    std::vector<std::string> items;
    for (const TomlValue& item : *array) items.push_back(as_text(item, format));
    return "[" + join(items, ", ") + "]";
  }
  if (const auto* table = std::get_if<TomlTable>(&value.data)) {
    std::vector<std::string> items;
    for (const auto& [key, item] : *table) items.push_back(key + " = " + as_text(item, format));
    return "{" + join(items, ", ") + "}";
  }
  return "?";
}

}  // namespace

std::optional<std::string> Config::variable(const std::string& name) const {
  return state_->variable(name);
}

std::map<std::string, std::string> Config::file_variables() const {
  std::map<std::string, std::string> variables;
  for (const VariableFile& file : state_->around().files) {
    for (const auto& [name, value] : file.values) {
      if (host().find_variable(name) == nullptr) variables.emplace(name, value);
    }
  }
  return variables;
}

std::vector<std::string> Config::environment_names() const {
  std::vector<std::string> names;
  for (const EnvironmentSection& each : state_->around().settings.environments) {
    names.push_back(each.name);
  }
  return names.empty() ? usual_environments() : names;
}

std::vector<ConfigFile> Config::files() const {
  std::vector<ConfigFile> files;
  const auto add = [&](const std::string& given, const std::string& path) {
    if (given.empty()) return;
    files.push_back({.path = given, .found = path_exists(path) ? "read" : "no such file"});
  };
  add(ini_path(), absolute_ini_path());
  add(toml_path(), absolute_toml_path());
  for (const VariableFile& file : state_->around().files) {
    files.push_back({.path = file.path, .found = file.found});
  }
  return files;
}

std::vector<OptionSetting> Config::settings() const {
  std::vector<OptionSetting> settings;
  const IniDocument& ini = state_->document();
  for (const IniDocument::Section& own : ini.sections()) {
    if (own.name != section()) continue;
    for (const auto& [name, text] : ini.items(own.name)) {
      if (name == "here") continue;
      const bool is_own =
          std::any_of(own.options.begin(), own.options.end(),
                      [&name = name](const auto& each) { return each.first == name; });
      std::string source = ini_path() + " [" + (is_own ? own.name : "DEFAULT") + "]";
      if (state_->is_assigned(own.name, name)) source = "set by the program";
      settings.push_back({.section = own.name,
                          .name = name,
                          .value = value_or_reason(name,
                                                   [&, &name = name, &text = text] {
                                                     return state_->substituted(own.name, name,
                                                                                text);
                                                   }),
                          .source = std::move(source)});
    }
  }
  for (const auto& [name, value] : state_->tables().alembic) {
    const auto format = [&, &name = name](const std::string& text) {
      return masked(state_->formatted(name, text));
    };
    settings.push_back(
        {.section = "tool.alembic",
         .name = name,
         .value = value_or_reason(name, [&, &value = value] { return as_text(value, format); }),
         .source = toml_path() + " [tool.alembic]"});
  }
  const auto add = [&](const EnvironmentSection& section) {
    for (const EnvironmentOption& option : section.options) {
      settings.push_back(
          {.section = option.section,
           .name = option.name,
           .value = value_or_reason(option.name, [&] { return state_->option_value(option); }),
           .source = option.file + " [" + option.section + "]"});
    }
  };
  const RetortSettings& environments = state_->around().settings;
  add(environments.general);
  for (const EnvironmentSection& section : environments.environments) add(section);
  return settings;
}

}  // namespace retort
