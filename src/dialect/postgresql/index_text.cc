// SPDX-License-Identifier: MIT
#include "dialect/postgresql/index_text.h"

#include "base/text.h"

#include <cstddef>

namespace retort::postgresql {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// One past the word at `begin`.
std::size_t word_end(std::string_view text, std::size_t begin) {
  while (begin < text.size()) {
    const CodePoint code = decode_utf8(text, begin);
    if (!is_word(code.value)) break;
    begin += code.length;
  }
  return begin;
}

// `::double precision` goes; the words of a type and of what follows cannot be told apart, so that
// an order behind a cast goes with it.
std::string without_casts(std::string_view text) {
  std::string made;
  std::size_t position = 0;
  while (position < text.size()) {
    std::size_t end = position;
    if (text.substr(position, 2) == "::") {
      for (std::size_t next = position + 2; next < text.size();) {
        const std::size_t word = word_end(text, next);
        if (word > next) {
          // Less than two characters are no type.
          if (word > position + 3) end = word;
          next = word;
        } else if (text[next] == ' ') {
          ++next;
        } else {
          break;
        }
      }
    }
    if (end == position) {
      made += text[position++];
    } else {
      position = end;
    }
  }
  return made;
}

std::string_view without_brackets(std::string_view text) {
  while (!text.empty() && text.front() == '(' && text.back() == ')') {
    text.remove_prefix(1);
    if (!text.empty()) text.remove_suffix(1);
  }
  return text;
}

// https://www.postgresql.org/docs/current/indexes-ordering.html: NULLs are last, in descending
// order first.
std::string without_usual_order(std::string_view text) {
  const auto cut = [&](std::string_view end) {
    return std::string(text.substr(0, text.size() - end.size()));
  };
  if (ends_with(text, " asc nulls last")) return cut(" asc nulls last");
  if (ends_with(text, " nulls last") && !ends_with(text, " desc nulls last")) {
    return cut(" nulls last");
  }
  if (ends_with(text, " asc")) return cut(" asc");
  if (ends_with(text, " asc nulls first")) return cut(" asc nulls first") + " nulls first";
  if (ends_with(text, " desc nulls first")) return cut(" nulls first");
  return std::string(text);
}

// `cast(x as text)`; every `cast(` goes, and every `as ...)`.
std::string without_cast_call(const std::string& text) {
  const auto call_end = [&](std::size_t begin) {
    if (text.compare(begin, 4, "cast") != 0) return std::string::npos;
    std::size_t position = begin + 4;
    while (position < text.size() && is_space(text[position])) ++position;
    return position < text.size() && text[position] == '(' ? position + 1 : std::string::npos;
  };
  if (call_end(0) == std::string::npos) return text;
  std::string bare;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t end = call_end(position);
    if (end != std::string::npos) {
      position = end;
    } else {
      bare += text[position++];
    }
  }
  std::string made;
  for (std::size_t position = 0; position < bare.size();) {
    const std::size_t type = position + 2;
    const bool is_as =
        bare.compare(position, 2, "as") == 0 && type < bare.size() && is_space(bare[type]);
    const std::size_t close = is_as ? bare.find(')', type) : std::string::npos;
    // A type has at least a character besides the blank.
    if (close != std::string::npos && close > type + 1) {
      position = close + 1;
    } else {
      made += bare[position++];
    }
  }
  return made;
}

}  // namespace

std::string comparable_element(std::string_view text, std::string_view table) {
  std::string made = replace_all(replace_all(lower(text), "\"", ""), "'", "");
  if (!table.empty()) made = replace_all(made, lower(table) + ".", "");
  if (made.find("::") != std::string::npos) made = without_casts(made);
  made = without_usual_order(without_brackets(made));
  made = without_cast_call(std::string(without_brackets(made)));
  return replace_all(made, " ", "");
}

bool has_operator_class(std::string_view text) {
  const auto stripped = strip(text);
  return ends_with(stripped, "_ops") && text.find_first_of(" )") != std::string_view::npos;
}

}  // namespace retort::postgresql
