// SPDX-License-Identifier: MIT
#include "config/substitute.h"

#include "retort/error.h"

#include "base/text.h"

namespace retort {
namespace {

constexpr int depth_limit = 20;  // of defaults within defaults

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// What stands between ${ and its brace.
struct Reference {
  std::string name = {};
  std::optional<std::string_view> fallback = {};
  std::size_t length = 0;  ///< with the braces; 0: it is none
};

Reference read_reference(std::string_view text) {
  std::size_t end = 2;
  while (end < text.size() && (starts_name(text[end]) || (end > 2 && is_digit(text[end])))) ++end;
  Reference reference{.name = std::string(text.substr(2, end - 2))};
  if (reference.name.empty() || end == text.size()) return {};
  if (text[end] == '}') {
    reference.length = end + 1;
    return reference;
  }
  if (text.substr(end, 2) != ":-") return {};
  const std::size_t start = end + 2;
  int open = 1;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (text.substr(i, 2) == "${") ++open;
    if (text[i] == '}' && --open == 0) {
      reference.fallback = text.substr(start, i - start);
      reference.length = i + 1;
      return reference;
    }
  }
  return {};
}

class Substitution {
 public:
  Substitution(const VariableLookup& lookup,
               const std::function<std::string(const std::string&)>& missing)
      : lookup_(lookup), missing_(missing) {}

  std::string apply(std::string_view text, int depth = 0) const {
    if (depth > depth_limit) throw ConfigError("Too many defaults within defaults");
    std::string out;
    while (true) {
      const std::size_t dollar = text.find("${");
      out += text.substr(0, dollar);
      if (dollar == std::string_view::npos) return out;
      text.remove_prefix(dollar);
      if (is_strict() && !out.empty() && out.back() == '$') {  // $${
        out += '{';
        text.remove_prefix(2);
        continue;
      }
      const Reference reference = read_reference(text);
      if (reference.length == 0) {
        if (is_strict()) refuse(text);
        out += "${";
        text.remove_prefix(2);
        continue;
      }
      out += value(reference, depth);
      text.remove_prefix(reference.length);
    }
  }

 private:
  bool is_strict() const { return missing_ != nullptr; }

  [[noreturn]] static void refuse(std::string_view text) {
    throw ConfigError("neither ${NAME} nor ${NAME:-default}: " + repr(utf8_prefix(text, 24)),
                      "Write $${ for ${ itself.");
  }

  std::string value(const Reference& reference, int depth) const {
    const std::optional<std::string> found = lookup_(reference.name);
    if (reference.fallback) {
      return found && !found->empty() ? *found : apply(*reference.fallback, depth + 1);
    }
    if (found) return *found;
    return is_strict() ? missing_(reference.name) : std::string();
  }

  const VariableLookup& lookup_;
  const std::function<std::string(const std::string&)>& missing_;
};

}  // namespace

std::string substitute_variables(std::string_view text, const VariableLookup& lookup,
                                 const std::function<std::string(const std::string&)>& missing) {
  return Substitution(lookup, missing).apply(text);
}

std::string substitute_known_variables(std::string_view text, const VariableLookup& lookup) {
  const std::function<std::string(const std::string&)> none;
  return Substitution(lookup, none).apply(text);
}

}  // namespace retort
