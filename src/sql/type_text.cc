// SPDX-License-Identifier: MIT
#include "sql/type_text.h"

#include "retort/error.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

namespace retort {

const Value* find_argument(const type::Native& type, std::string_view name) {
  for (const type::Argument& argument : type.arguments) {
    if (argument.name == name) return &argument.value;
  }
  return nullptr;
}

std::optional<int> number_argument(const type::Native& type, std::string_view name) {
  const Value* value = find_argument(type, name);
  if (value == nullptr) return std::nullopt;
  const auto* number = std::get_if<std::int64_t>(&value->base());
  if (number == nullptr) return std::nullopt;
  return static_cast<int>(*number);
}

std::string text_argument(const type::Native& type, std::string_view name) {
  const Value* value = find_argument(type, name);
  if (value == nullptr) return "";
  const auto* text = std::get_if<std::string>(&value->base());
  return text == nullptr ? "" : *text;
}

bool flag_argument(const type::Native& type, std::string_view name) {
  const Value* value = find_argument(type, name);
  if (value == nullptr) return false;
  const auto* flag = std::get_if<bool>(&value->base());
  return flag != nullptr && *flag;
}

std::vector<std::string> list_argument(const type::Native& type, std::string_view name) {
  std::vector<std::string> items;
  const Value* value = find_argument(type, name);
  const auto* list = value == nullptr ? nullptr : std::get_if<List>(&value->base());
  if (list == nullptr) return items;
  for (const Value& item : list->items) {
    if (const auto* text = std::get_if<std::string>(&item.base())) items.push_back(*text);
  }
  return items;
}

std::string with_length(std::string_view name, std::optional<int> length) {
  std::string text(name);
  if (length.value_or(0) != 0) text += "(" + std::to_string(*length) + ")";
  return text;
}

std::string with_precision(std::string_view name, std::optional<int> precision,
                           std::optional<int> scale) {
  std::string text(name);
  if (!precision) return text;
  text += "(" + std::to_string(*precision);
  if (scale) text += ", " + std::to_string(*scale);
  return text + ")";
}

std::string string_type(std::string_view name, std::optional<int> length,
                        std::string_view collation) {
  std::string text = with_length(name, length);
  if (!collation.empty()) text += " COLLATE \"" + std::string(collation) + "\"";
  return text;
}

int enum_varchar_length(const type::Enum& type) {
  std::size_t longest = 0;
  for (const std::string& value : type.values) longest = std::max(longest, utf8_length(value));
  return type.length.value_or(static_cast<int>(longest));
}

std::string enum_varchar(const type::Enum& type) {
  return string_type("VARCHAR", enum_varchar_length(type), type.collation);
}

void refuse_null_type() {
  throw Error("Can't generate DDL for NullType(); did you forget to specify a type on this Column?",
              ErrorCode::compile);
}

void refuse_type(std::string_view dialect, std::string_view name) {
  throw UnsupportedError("Dialect '" + std::string(dialect) + "' has no type " + std::string(name) +
                             "; choose one of its own with with_variant",
                         ErrorCode::unsupported_compilation);
}

std::optional<int> TypeText::number(std::size_t index) const {
  if (index >= arguments.size()) return std::nullopt;
  const auto parsed = parse_integer(arguments[index]);
  if (!parsed) return std::nullopt;
  return static_cast<int>(*parsed);
}

namespace {

// Single blanks, lower case but between quotes.
std::string normalised(std::string_view text) {
  std::string out;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0) {
      out += c;
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'' || c == '`') quote = c;
    if (is_space(c)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

TypeText split_type(std::string_view text) {
  TypeText made;
  std::size_t open = std::string_view::npos;
  char quote = 0;
  for (std::size_t i = 0; i < text.size() && open == std::string_view::npos; ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if (text[i] == '"') {
      quote = '"';
    } else if (text[i] == '(') {
      open = i;
    }
  }
  if (open == std::string_view::npos) {
    made.name = normalised(text);
    return made;
  }
  made.name = normalised(text.substr(0, open));
  made.has_arguments = true;
  std::string current;
  std::size_t i = open + 1;
  bool quoted = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\'' && i + 1 < text.size() && text[i + 1] == '\'') {
        current += c;
        ++i;
      } else if (c == '\'') {
        quoted = false;
      } else {
        current += c;
      }
    } else if (c == '\'') {
      quoted = true;
    } else if (c == ',' || c == ')') {
      made.arguments.push_back(std::exchange(current, {}));
      if (c == ')') break;
    } else if (!is_space(c)) {
      current += c;
    }
  }
  if (i < text.size()) made.rest = normalised(text.substr(i + 1));
  return made;
}

Type native(std::string dialect, std::string name, std::vector<type::Argument> arguments) {
  return type::Native{std::move(dialect), std::move(name), std::move(arguments)};
}

void add_argument(std::vector<type::Argument>& arguments, std::string name,
                  std::optional<int> number) {
  if (number) arguments.push_back({std::move(name), Value(*number)});
}

}  // namespace retort
