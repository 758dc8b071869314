// SPDX-License-Identifier: MIT
// The grammar of what a user types to name revisions.
#include "retort/revision.h"

#include "revision/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace retort {

namespace {

constexpr long long most_steps = 1'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Letters beyond ASCII count as word characters; their exact classes do not matter here.
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// "[symbol]+N" at the start of `text`.
std::optional<RelativeTarget> parse_steps(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_word(text[end])) ++end;
  const std::string_view symbol = text.substr(0, end);
  if (end == text.size() || (text[end] != '+' && text[end] != '-')) return std::nullopt;
  const std::size_t sign = end++;
  const std::size_t first_digit = end;
  long long value = 0;
  for (; end < text.size() && is_digit(text[end]); ++end) {
    value = std::min(value * 10 + (text[end] - '0'), most_steps);
  }
  if (end == first_digit) return std::nullopt;
  RelativeTarget target;
  if (!symbol.empty()) target.symbol = std::string(symbol);
  target.text = std::string(text.substr(sign, end - sign));
  target.steps = text[sign] == '-' ? -value : value;
  return target;
}

std::string_view strip(std::string_view text) {
  constexpr std::string_view blank = " \t\n\r\v\f";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace

std::optional<RelativeTarget> parse_relative_target(std::string_view target) {
  // The label ends at the first '@' after which the rest fits, and is never empty.
  const std::string_view first_line = target.substr(0, target.find('\n'));
  for (std::size_t at = first_line.find('@', 1); at != std::string_view::npos;
       at = first_line.find('@', at + 1)) {
    if (auto parsed = parse_steps(target.substr(at + 1))) {
      parsed->branch = std::string(target.substr(0, at));
      return parsed;
    }
  }
  return parse_steps(target);
}

RevisionRange parse_history_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    throw Error("History range requires [start]:[end], [start]:, or :[end]");
  }
  if (text.find(':', colon + 1) != std::string_view::npos) {
    throw Error(fmt::format("History range '{}' has more than one colon", text), ErrorCode::command,
                "Write it as [start]:[end], [start]:, or :[end].");
  }
  text = strip(text);
  const std::size_t middle = text.find(':');
  RevisionRange range;
  if (middle > 0) range.start = std::string(text.substr(0, middle));
  if (middle + 1 < text.size()) range.end = std::string(text.substr(middle + 1));
  return range;
}

TargetRange parse_target_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  TargetRange range;
  if (colon == std::string_view::npos) {
    range.target = std::string(text);
    return range;
  }
  if (text.find(':', colon + 1) != std::string_view::npos) {
    throw Error(fmt::format("Revision range '{}' has more than one colon", text),
                ErrorCode::command, "Write it as <fromrev>:<torev>.");
  }
  range.start = std::string(text.substr(0, colon));
  range.target = std::string(text.substr(colon + 1));
  return range;
}

void verify_revision_id(std::string_view id) {
  std::set<std::string> illegal;
  for (const char c : id) {
    if (c == '@' || c == '-' || c == '+' || c == ':') illegal.emplace(1, c);
  }
  if (illegal.empty()) return;
  RevisionError::Details details;
  details.kind = RevisionErrorKind::illegal_identifier;
  details.argument = id;
  details.cause = fmt::format("Character(s) '{}' not allowed in revision identifier '{}'",
                              fmt::join(illegal, ", "), id);
  const std::string message = details.cause;
  throw RevisionError(message, std::move(details));
}

}  // namespace retort
