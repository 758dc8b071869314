// SPDX-License-Identifier: MIT
#include "config/config_state.h"

#include "retort/error.h"

#include "base/files.h"
#include "base/percent_format.h"
#include "base/text.h"
#include "config/split.h"

namespace retort {

std::string option_place(const std::string& file, const std::string& section,
                         const std::string& name) {
  return file + ": option " + repr(name) + " in [" + section + "]";
}

std::string Config::State::absolute(const std::string& path) const {
  return path.empty() ? std::string() : absolute_path(path, options.host.working_directory);
}

Reporter& Config::State::reporter() const {
  return options.reporter != nullptr ? *options.reporter : silent;
}

IniDocument& Config::State::document() const {
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

const ToolTables& Config::State::tables() const {
  if (toml) return *toml;
  const std::string path = absolute(options.toml_path);
  ToolTables read;
  if (!path.empty() && path_exists(path)) {
    read = parse_tool_tables(read_file(path), options.toml_path);
  }
  toml = std::move(read);
  return *toml;
}

const TomlValue* Config::State::find(const std::string& name) const {
  return find_in_table(tables().alembic, name);
}

std::string Config::State::interpolated(const std::string& key, const std::string& text) const {
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

std::string Config::State::formatted(const std::string& key, const std::string& text) const {
  std::string value = interpolated(key, text);
  if (value.find("${") == std::string::npos || !around().substitutes) return value;
  return substituted_at(option_place(options.toml_path, "tool.alembic", key), value);
}

void Config::State::fail_type(const std::string& name) {
  throw Error("unsupported TOML value type for key: " + repr(name), ErrorCode::command);
}

std::vector<std::string> Config::State::strings(const std::string& name,
                                                const TomlArray& array) const {
  std::vector<std::string> out;
  for (const TomlValue& item : array) {
    const auto* text = std::get_if<std::string>(&item.data);
    if (text == nullptr) fail_type(name);
    out.push_back(formatted(name, *text));
  }
  return out;
}

std::vector<std::string> Config::State::toml_list(const std::string& name) const {
  const TomlValue* value = find(name);
  if (value == nullptr) return {};
  if (const auto* array = std::get_if<TomlArray>(&value->data)) return strings(name, *array);
  if (const auto* text = std::get_if<std::string>(&value->data)) return {formatted(name, *text)};
  fail_type(name);
}

HookConfig Config::State::toml_hook(const TomlTable& values) const {
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
  if (hook.name.empty()) {
    throw ConfigError(options.toml_path + ": an entry of post_write_hooks has no 'name'");
  }
  return hook;
}

std::optional<std::string> Config::State::separator(bool with_legacy_key) const {
  std::string name = "path_separator";
  std::optional<std::string> found = value(options.section, name);
  if (!found && with_legacy_key) {
    name = "version_path_separator";
    found = value(options.section, name);
  }
  if (!found) return std::nullopt;
  std::optional<std::string> text = path_separator_text(*found);
  if (!text) {
    throw ConfigError("'" + *found + "' is not a valid value for " + name +
                      "; expected 'space', 'newline', 'os', ':', ';'");
  }
  if (name == "version_path_separator") {
    reporter().deprecated(
        "The version_path_separator configuration parameter is deprecated; please use "
        "path_separator");
  }
  return text;
}

}  // namespace retort
