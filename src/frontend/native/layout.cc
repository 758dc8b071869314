// SPDX-License-Identifier: MIT
#include "frontend/native/layout.h"

#include <algorithm>
#include <utility>

namespace retort {
namespace {

constexpr std::size_t width = 100;
constexpr std::size_t block_indent = 4;

bool has_block(const Code& code) {
  return (code.how == Break::block && !code.items.empty()) ||
         std::any_of(code.items.begin(), code.items.end(), has_block);
}

/// Where a text stands after something was written at `column`.
std::size_t end_column(const std::string& text, std::size_t column) {
  const std::size_t line = text.rfind('\n');
  return line == std::string::npos ? column + text.size() : text.size() - line - 1;
}

/// A place to write at: the column, the indentation of the line, and how much must follow on it.
struct Place {
  std::size_t column = 0;
  std::size_t indent = 0;
  std::size_t trailing = 0;
};

std::string lay_out(const Code& code, const Place& place);

std::string lay_out_block(const Code& code, const Place& place) {
  const std::size_t inner = place.indent + block_indent;
  std::string text = code.head;
  for (const Code& item : code.items) {
    text += "\n" + std::string(inner, ' ');
    text += lay_out(item, {.column = inner, .indent = inner, .trailing = 1}) + ",";
  }
  return text + "\n" + std::string(place.indent, ' ') + code.tail;
}

std::string lay_out_items(const Code& code, const Place& place) {
  const std::size_t start = place.column + code.head.size();
  std::string text = code.head;
  std::size_t column = start;
  for (std::size_t i = 0; i < code.items.size(); ++i) {
    const Code& item = code.items[i];
    const bool last = i + 1 == code.items.size();
    const std::size_t trailing = last ? code.tail.size() + place.trailing : 1;
    if (i > 0) {
      // The list of a table's items begins on the line of the call.
      const std::size_t needed =
          item.how == Break::block ? item.head.size() : flat(item).size() + trailing;
      const bool breaks = code.how == Break::each || column + 2 + needed > width;
      text += breaks ? ",\n" + std::string(start, ' ') : ", ";
      column = breaks ? start : column + 2;
    }
    const std::string laid =
        lay_out(item, {.column = column, .indent = place.indent, .trailing = trailing});
    text += laid;
    column = end_column(laid, column);
  }
  return text + code.tail;
}

std::string lay_out(const Code& code, const Place& place) {
  if (code.tail.empty()) return code.head;
  if (!has_block(code)) {
    std::string text = flat(code);
    if (place.column + text.size() + place.trailing <= width) return text;
  }
  if (code.items.empty()) return flat(code);
  return code.how == Break::block ? lay_out_block(code, place) : lay_out_items(code, place);
}

}  // namespace

Code code(std::string text) { return {.head = std::move(text)}; }

Code braces(std::vector<Code> items, std::string type) {
  return {.head = std::move(type) + "{", .items = std::move(items), .tail = "}"};
}

Code call(std::string function, std::vector<Code> arguments) {
  return {.head = std::move(function) + "(", .items = std::move(arguments), .tail = ")"};
}

Code designated(const std::string& name, Code value) {
  value.head = "." + name + " = " + value.head;
  return value;
}

Code aggregate(std::vector<Code> fields, std::string type) {
  std::erase_if(fields, [](const Code& field) { return field.head.empty(); });
  return {
      .head = std::move(type) + "{", .items = std::move(fields), .tail = "}", .how = Break::each};
}

std::string flat(const Code& code) {
  std::string text = code.head;
  for (std::size_t i = 0; i < code.items.size(); ++i) {
    text += (i == 0 ? "" : ", ") + flat(code.items[i]);
  }
  return text + code.tail;
}

std::string statement(const Code& code, std::size_t indent) {
  return lay_out(code, {.column = indent, .indent = indent, .trailing = 1}) + ";";
}

}  // namespace retort
