// SPDX-License-Identifier: MIT
#include "script/template_tokens.h"

#include "retort/error.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace retort {
namespace {

constexpr std::array<std::string_view, 6> long_symbols = {"==", "!=", "<=", ">=", "//", "+="};
constexpr std::string_view short_symbols = "()[]{}.,:=+-*/%<>|";

bool is_name_start(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

[[noreturn]] void fail(const std::string& reason) { throw Error(reason, ErrorCode::script); }

bool is_prefix(std::string_view word) {
  const std::string name = lower_ascii(word);
  return name == "r" || name == "u" || name == "b" || name == "br" || name == "rb" || name == "f" ||
         name == "fr" || name == "rf";
}

std::size_t quote_width(std::string_view text, std::size_t start) {
  const char quote = text[start];
  return text.substr(start, 3) == std::string(3, quote) ? 3 : 1;
}

/// The character of an escape that stands at `i`, after the backslash; moves `i` past it.
void append_escape(std::string& out, std::string_view text, std::size_t& i) {
  const char c = text[i++];
  const auto code_point = [&](std::size_t digits) {
    unsigned value = 0;
    const std::string_view hex = text.substr(i, digits);
    const auto [end, failure] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    if (hex.size() != digits || failure != std::errc() || end != hex.data() + digits ||
        value > 0x10FFFF)
      fail("bad escape in a string");
    append_utf8(out, value);
    i += digits;
  };
  switch (c) {
    case 'n':
      out += '\n';
      break;
    case 't':
      out += '\t';
      break;
    case 'r':
      out += '\r';
      break;
    case '\n':
      break;
    case '\\':
    case '\'':
    case '"':
      out += c;
      break;
    case 'x':
      code_point(2);
      break;
    case 'u':
      code_point(4);
      break;
    case 'U':
      code_point(8);
      break;
    default:
      out += '\\';
      out += c;
  }
}

std::string string_value(std::string_view body, bool raw) {
  if (raw) return std::string(body);
  std::string out;
  for (std::size_t i = 0; i < body.size();) {
    if (body[i] != '\\' || i + 1 >= body.size()) {
      out += body[i++];
    } else {
      append_escape(out, body, ++i);
    }
  }
  return out;
}

}  // namespace

std::size_t skip_string(std::string_view text, std::size_t start) {
  const std::size_t width = quote_width(text, start);
  const std::string_view quote = text.substr(start, width);
  for (std::size_t i = start + width; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text.substr(i, width) == quote) {
      return i + width;
    } else if (text[i] == '\n' && width == 1) {
      break;
    }
  }
  return std::string_view::npos;
}

std::vector<TemplateToken> tokenize(std::string_view text) {
  std::vector<TemplateToken> tokens;
  const auto read_string = [&](std::size_t start, std::string_view prefix) {
    if (lower_ascii(prefix).find('f') != std::string::npos)
      fail("f-strings are not supported in templates");
    const std::size_t end = skip_string(text, start);
    if (end == std::string_view::npos) fail("a string has no end");
    const std::size_t width = quote_width(text, start);
    const bool raw = lower_ascii(prefix).find('r') != std::string::npos;
    std::string value = string_value(text.substr(start + width, end - start - 2 * width), raw);
    if (!tokens.empty() && tokens.back().kind == TemplateTokenKind::text) {
      tokens.back().text += value;  // neighbours are one string
    } else {
      tokens.push_back({TemplateTokenKind::text, std::move(value)});
    }
    return end;
  };
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is_space(c)) {
      ++i;
    } else if (c == '\\' && i + 1 < text.size() && (text[i + 1] == '\n' || text[i + 1] == '\r')) {
      ++i;
    } else if (c == '"' || c == '\'') {
      i = read_string(i, "");
    } else if (is_digit(c)) {
      const std::size_t start = i;
      bool real = false;
      for (; i < text.size() && (is_digit(text[i]) || text[i] == '.'); ++i)
        real = real || text[i] == '.';
      tokens.push_back({real ? TemplateTokenKind::real : TemplateTokenKind::integer,
                        std::string(text.substr(start, i - start))});
    } else if (is_name_start(c)) {
      const std::size_t start = i;
      while (i < text.size() && (is_name_start(text[i]) || is_digit(text[i]))) ++i;
      const std::string_view word = text.substr(start, i - start);
      if (i < text.size() && (text[i] == '"' || text[i] == '\'') && is_prefix(word)) {
        i = read_string(i, word);
      } else {
        tokens.push_back({TemplateTokenKind::name, std::string(word)});
      }
    } else {
      std::string_view symbol = text.substr(i, 2);
      if (std::find(long_symbols.begin(), long_symbols.end(), symbol) == long_symbols.end())
        symbol = text.substr(i, 1);
      if (symbol.size() == 1 && short_symbols.find(c) == std::string_view::npos)
        fail("unexpected character " + repr(symbol));
      tokens.push_back({TemplateTokenKind::symbol, std::string(symbol)});
      i += symbol.size();
    }
  }
  tokens.push_back({});
  return tokens;
}

}  // namespace retort
