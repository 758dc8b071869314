// SPDX-License-Identifier: MIT
// Files named .env: a variable a line, as shells, compose files and python-dotenv read them.
#pragma once

#include "config/substitute.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// A piece of a value.
struct DotenvPart {
  std::string text = {};
  bool is_literal = false;  ///< ${NAME} means nothing in it
  bool operator==(const DotenvPart&) const = default;
};

/// NAME=value, in whatever quotes.
struct DotenvEntry {
  std::string name = {};
  std::vector<DotenvPart> parts = {};
  std::size_t line = 0;
  bool operator==(const DotenvEntry&) const = default;
};

using DotenvValues = std::map<std::string, std::string, std::less<>>;

/// Throws ConfigError "path:line: reason" for the first line that cannot be read. Values are never
/// put into a message. A name without "=" sets nothing.
std::vector<DotenvEntry> parse_dotenv(std::string_view text, std::string_view path);

/// Where ${NAME} of a value is looked for, before and after the lines above it. A variable that is
/// nowhere is empty.
struct DotenvSurroundings {
  VariableLookup before = {};
  VariableLookup after = {};
};

/// The values; of several lines for one name the last.
DotenvValues dotenv_values(const std::vector<DotenvEntry>& entries,
                           const DotenvSurroundings& surroundings);

}  // namespace retort
