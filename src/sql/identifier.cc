// SPDX-License-Identifier: MIT
#include "sql/identifier.h"

#include "base/text.h"

#include <algorithm>
#include <vector>

namespace retort {
namespace {

bool is_legal(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

}  // namespace

bool needs_quotes(const IdentifierRules& rules, std::string_view name) {
  if (name.empty()) return true;
  if (is_digit(name.front()) || name.front() == '$') return true;
  if (name.front() == '_' && !rules.underscore_begins_names) return true;
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

namespace {

/// The parts between dots outside of brackets; a part keeps its brackets, the last one does not.
std::vector<std::string> bracketed_parts(std::string_view schema) {
  std::vector<std::string> parts;
  std::string part;
  bool inside = false;
  bool had_brackets = false;
  for (const char c : schema) {
    if (c == '[') {
      inside = true;
      had_brackets = true;
    } else if (c == ']') {
      inside = false;
    } else if (c == '.' && !inside) {
      parts.push_back(had_brackets ? "[" + part + "]" : part);
      part.clear();
      had_brackets = false;
    } else {
      part += c;
    }
  }
  if (!part.empty()) parts.push_back(part);
  return parts;
}

std::string quote_database(const IdentifierRules& rules, const std::string& database) {
  const std::size_t closing = database.find(']');
  const std::size_t opening = database.find_last_of('[');
  // Several names in brackets are quoted as they are.
  if (closing != std::string::npos && opening != std::string::npos && closing < opening) {
    return database;
  }
  const std::size_t begin = database.find_first_not_of('[');
  if (begin == std::string::npos) return {};
  return quote_identifier(rules,
                          database.substr(begin, database.find_last_not_of(']') - begin + 1));
}

}  // namespace

std::string quote_schema(const IdentifierRules& rules, std::string_view schema,
                         std::optional<bool> force) {
  if (!rules.database_in_schema || force == true) return quote_identifier(rules, schema, force);
  const std::vector<std::string> parts = bracketed_parts(schema);
  if (parts.empty()) return {};
  std::string owner = quote_identifier(rules, parts.back());
  if (parts.size() == 1) return owner;
  return quote_database(rules, join({parts.begin(), parts.end() - 1}, ".")) + "." + owner;
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
