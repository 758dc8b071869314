// SPDX-License-Identifier: MIT
#include "dialect/postgresql/statement_scan.h"

#include "base/text.h"

#include <algorithm>

namespace retort::postgresql {
namespace {

bool is_name_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// The position after a comment that may begin at `at`; `at` itself when none does. Block comments
/// nest (PostgreSQL manual, 4.1.5).
std::size_t skip_comment(std::string_view sql, std::size_t at) {
  const std::string_view start = sql.substr(at, 2);
  if (start == "--") return std::min(sql.find('\n', at), sql.size());
  if (start != "/*") return at;
  int depth = 0;
  while (at < sql.size()) {
    const std::string_view two = sql.substr(at, 2);
    if (two == "/*" || two == "*/") {
      depth += two == "/*" ? 1 : -1;
      at += 2;
      if (depth == 0) return at;
    } else {
      ++at;
    }
  }
  return at;
}

std::size_t skip_quoted(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  const bool escapes = quote == '\'' && at > 0 && (sql[at - 1] == 'e' || sql[at - 1] == 'E') &&
                       (at < 2 || !is_name_byte(sql[at - 2]));
  for (++at; at < sql.size(); ++at) {
    if (escapes && sql[at] == '\\') {
      ++at;
    } else if (sql[at] == quote) {
      return at + 1;  // a doubled quote begins anew and ends again
    }
  }
  return sql.size();
}

/// After "$tag$ ... $tag$"; the position after the '$' when it begins no such thing.
std::size_t skip_dollar_quoted(std::string_view sql, std::size_t at) {
  if (at > 0 && is_name_byte(sql[at - 1])) return at + 1;
  std::size_t end = at + 1;
  while (end < sql.size() && is_name_byte(sql[end])) ++end;
  if (end >= sql.size() || sql[end] != '$' || (end > at + 1 && is_digit(sql[at + 1]))) {
    return at + 1;
  }
  const std::string_view tag = sql.substr(at, end - at + 1);
  const std::size_t close = sql.find(tag, end + 1);
  return close == std::string_view::npos ? sql.size() : close + tag.size();
}

std::size_t skip_blank(std::string_view sql, std::size_t at) {
  while (at < sql.size()) {
    const std::size_t after = is_space(sql[at]) ? at + 1 : skip_comment(sql, at);
    if (after == at) break;
    at = after;
  }
  return at;
}

}  // namespace

bool is_single_statement(std::string_view sql) {
  std::size_t at = 0;
  while (at < sql.size()) {
    const char c = sql[at];
    if (c == ';') return skip_blank(sql, at + 1) == sql.size();
    if (c == '\'' || c == '"') {
      at = skip_quoted(sql, at);
    } else if (c == '$') {
      at = skip_dollar_quoted(sql, at);
    } else {
      at = std::max(skip_comment(sql, at), at + 1);
    }
  }
  return true;
}

std::string first_word(std::string_view sql) {
  const std::size_t start = skip_blank(sql, 0);
  std::size_t end = start;
  while (end < sql.size() && is_name_byte(sql[end])) ++end;
  return lower_ascii(sql.substr(start, end - start));
}

}  // namespace retort::postgresql
