// SPDX-License-Identifier: MIT
#include "sql/identifier.h"

#include "base/text.h"

#include <algorithm>

namespace retort {
namespace {

bool is_legal(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

}  // namespace

bool needs_quotes(const IdentifierRules& rules, std::string_view name) {
  if (name.empty()) return true;
  if (is_digit(name.front()) || name.front() == '$') return true;
  // An upper-case letter is not legal here either: without quotes the database folds it.
  if (!std::all_of(name.begin(), name.end(), is_legal)) return true;
  return std::binary_search(rules.reserved_words.begin(), rules.reserved_words.end(), name);
}

std::string quote_identifier(const IdentifierRules& rules, std::string_view name,
                             std::optional<bool> force) {
  // A name that is left bare keeps its percent signs: it can have none.
  if (!force.value_or(needs_quotes(rules, name))) return std::string(name);
  std::string out(1, rules.quote_open);
  for (const char c : name) {
    if (c == rules.quote_close || (c == '%' && rules.double_percents)) out += c;
    out += c;
  }
  out += rules.quote_close;
  return out;
}

std::string quote_dotted(const IdentifierRules& rules, std::string_view name) {
  std::string out;
  for (const std::string& part : split(name, ".")) {
    if (!out.empty()) out += '.';
    out += quote_identifier(rules, part);
  }
  return out;
}

}  // namespace retort
