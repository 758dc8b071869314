// SPDX-License-Identifier: MIT
#include "ink.h"

#include <fmt/format.h>

#include <cstddef>

namespace retort::cli {
namespace {

std::string_view code(Ink ink) {
  switch (ink) {
    case Ink::failure:
      return "1;31";
    case Ink::warning:
      return "1;33";
    case Ink::revision:
      return "33";
    case Ink::mark:
      return "32";
    case Ink::strong:
      break;
  }
  return "1";
}

bool is_set(const Host& host, const char* name) {
  const std::string* value = host.find_variable(name);
  return value != nullptr && !value->empty();
}

}  // namespace

Colors choose_colors(const std::optional<std::string>& when, const Host& host,
                     const Terminals& terminals) {
  if (when == "always") return {.output = true, .errors = true};
  if (when == "never" || is_set(host, "NO_COLOR")) return {};
  if (is_set(host, "CLICOLOR_FORCE") && *host.find_variable("CLICOLOR_FORCE") != "0") {
    return {.output = true, .errors = true};
  }
  const std::string* term = host.find_variable("TERM");
  if (term == nullptr || term->empty() || *term == "dumb") return {};
  return {.output = terminals.output, .errors = terminals.errors};
}

std::string inked(Ink ink, std::string_view text, bool on) {
  return on ? fmt::format("\x1b[{}m{}\x1b[0m", code(ink), text) : std::string(text);
}

std::string inked_revision(std::string_view line, std::string_view revision, bool on) {
  if (!on || revision.empty()) return std::string(line);
  // The line may name parents before; the revision itself comes behind the last of them.
  const std::size_t end_of_line = line.find('\n');
  const std::string_view first = line.substr(0, end_of_line);
  const std::size_t arrow = first.find(" -> ");
  const std::size_t at = first.find(revision, arrow == std::string_view::npos ? 0 : arrow);
  if (at == std::string_view::npos) return std::string(line);
  std::string result = fmt::format("{}{}", first.substr(0, at), inked(Ink::revision, revision, on));
  std::string_view rest = first.substr(at + revision.size());
  while (rest.starts_with(" (")) {
    const std::size_t close = rest.find(')');
    if (close == std::string_view::npos) break;
    result += " " + inked(Ink::mark, rest.substr(1, close), on);
    rest.remove_prefix(close + 1);
  }
  result += rest;
  if (end_of_line != std::string_view::npos) result += line.substr(end_of_line);
  return result;
}

}  // namespace retort::cli
