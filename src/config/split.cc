// SPDX-License-Identifier: MIT
#include "config/split.h"

#include "base/text.h"

namespace retort {

std::optional<std::string> path_separator_text(std::string_view value) {
  if (value == "space") return " ";
  if (value == "newline") return "\n";
  if (value == "os" || value == ":") return ":";
  if (value == ";") return ";";
  return std::nullopt;
}

std::vector<std::string> split_paths(std::string_view text, std::string_view separator) {
  std::vector<std::string> items;
  for (const std::string& item : split(text, separator))
    if (const std::string_view path = strip(item); !path.empty()) items.emplace_back(path);
  return items;
}

std::vector<std::string> split_legacy(std::string_view text, LegacySplit options) {
  std::vector<std::string> items = {""};
  for (std::size_t i = 0; i < text.size();) {
    const bool colon = options.colons && text[i] == ':';
    if (text[i] != ',' && text[i] != ' ' && !colon) {
      items.back() += text[i++];
      continue;
    }
    ++i;
    while (!colon && i < text.size() && text[i] == ' ') ++i;
    items.emplace_back();
  }
  return items;
}

}  // namespace retort
