// SPDX-License-Identifier: MIT
// The only file that sees toml++.
#include "config/toml.h"

#include "retort/error.h"

#include <toml++/toml.h>

namespace retort {
namespace {

TomlValue convert(const toml::node& node) {
  if (const auto* text = node.as_string()) return {text->get()};
  if (const auto* integer = node.as_integer()) return {static_cast<long long>(integer->get())};
  if (const auto* boolean = node.as_boolean()) return {boolean->get()};
  if (const auto* array = node.as_array()) {
    TomlArray values;
    for (const toml::node& item : *array) values.push_back(convert(item));
    return {std::move(values)};
  }
  if (const auto* table = node.as_table()) {
    TomlTable values;
    for (const auto& [key, item] : *table)
      values.push_back({std::string(key.str()), convert(item)});
    return {std::move(values)};
  }
  return {TomlOther()};
}

toml::table parse(std::string_view text, std::string_view path) {
  try {
    return toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    throw ConfigError(std::string(path) + ":" + std::to_string(error.source().begin.line) + ": " +
                      std::string(error.description()));
  }
}

}  // namespace

const TomlValue* find_in_table(const TomlTable& table, std::string_view key) {
  for (const auto& [name, value] : table)
    if (name == key) return &value;
  return nullptr;
}

ToolTables parse_tool_tables(std::string_view text, std::string_view path) {
  const toml::table document = parse(text, path);
  const toml::node* tool = document.get("tool");
  const toml::table* tools = tool == nullptr ? nullptr : tool->as_table();
  if (tool != nullptr && tools == nullptr) throw Error("Incorrect TOML format", ErrorCode::command);
  ToolTables tables;
  const auto read = [&](std::string_view name, TomlTable& into) {
    const toml::node* found = tools == nullptr ? nullptr : tools->get(name);
    if (found == nullptr) return false;
    if (!found->is_table()) throw Error("Incorrect TOML format", ErrorCode::command);
    into = std::get<TomlTable>(convert(*found).data);
    return true;
  };
  tables.has_alembic = read("alembic", tables.alembic);
  tables.has_retort = read("retort", tables.retort);
  return tables;
}

}  // namespace retort
