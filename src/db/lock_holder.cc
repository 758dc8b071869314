// SPDX-License-Identifier: MIT
#include "db/lock_holder.h"

#include "retort/connection.h"
#include "retort/dialect.h"

#include "base/text.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <utility>

namespace retort {
namespace {

/// PostgreSQL shows the first kilobyte of a statement (track_activity_query_size).
constexpr std::size_t longest_field = 100;

constexpr std::array<std::pair<std::string_view, std::string LockHolder::*>, 5> fields = {{
    {"host", &LockHolder::host},
    {"application", &LockHolder::application},
    {"since", &LockHolder::since},
    {"runs", &LockHolder::runs},
    {"session", &LockHolder::session},
}};

/// What a database or a comment could take for its own is escaped.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : utf8_prefix(text, longest_field)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\' && c != '/' &&
                       c != '*' && c != '\'' && c != '$' && c != ';';
    out += plain ? std::string(1, c) : fmt::format("\\u{:04x}", byte);
  }
  return out + '"';
}

/// Takes a string as `quoted` writes them.
std::optional<std::string> take_text(std::string_view& rest) {
  if (!rest.starts_with('"')) return {};
  std::string text;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return text;
    }
    if (rest[i] != '\\') {
      text += rest[i];
      continue;
    }
    if (rest.size() < i + 6 || rest[i + 1] != 'u') return {};
    unsigned code = 0;
    for (const char digit : rest.substr(i + 2, 4)) {
      const std::size_t value = std::string_view("0123456789abcdef").find(digit);
      if (value == std::string_view::npos) return {};
      code = code * 16 + static_cast<unsigned>(value);
    }
    text += static_cast<char>(code);
    i += 5;
  }
  return {};
}

bool take(std::string_view& rest, std::string_view expected) {
  if (!rest.starts_with(expected)) return false;
  rest.remove_prefix(expected.size());
  return true;
}

}  // namespace

std::string write_holder(const LockHolder& holder) {
  std::string out = fmt::format("{{\"pid\": {}", holder.pid);
  for (const auto& [name, field] : fields) {
    out += fmt::format(", \"{}\": {}", name, quoted(holder.*field));
  }
  return out + "}";
}

std::optional<LockHolder> read_holder(std::string_view text) {
  if (!take(text, "{\"pid\": ")) return {};
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return {};
  const std::optional<long long> pid = parse_integer(text.substr(0, comma));
  if (!pid) return {};
  LockHolder holder{.pid = *pid};
  text.remove_prefix(comma);
  for (const auto& [name, field] : fields) {
    if (!take(text, fmt::format(", \"{}\": ", name))) return {};
    const std::optional<std::string> value = take_text(text);
    if (!value) return {};
    holder.*field = *value;
  }
  if (!text.starts_with('}')) return {};
  return holder;
}

std::string describe(const LockHolder& holder) {
  std::string text = holder.application.empty() ? "another program" : holder.application;
  std::string process;
  if (holder.pid != 0) process = fmt::format("pid {}", holder.pid);
  if (!holder.host.empty()) {
    process += fmt::format("{}on {}", process.empty() ? "" : " ", holder.host);
  }
  if (!process.empty()) text += " (" + process + ")";
  if (!holder.since.empty()) text += ", since " + holder.since;
  if (!holder.runs.empty()) text += ", runs: " + holder.runs;
  return text;
}

}  // namespace retort
