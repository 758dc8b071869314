// SPDX-License-Identifier: MIT
#include "frontend/python/string_literal.h"

#include "base/text.h"
#include "frontend/python/tokens.h"

#include <optional>

namespace retort::python {
namespace {

std::optional<unsigned> digit_value(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return {};
}

/// Reads what follows a backslash.
class Escapes {
 public:
  explicit Escapes(std::string_view body) : body_(body) {}

  std::string decode() {
    while (at_ < body_.size()) {
      const char c = body_[at_++];
      if (c == '\r') {
        if (at_ < body_.size() && body_[at_] == '\n') ++at_;
        out_ += '\n';
      } else if (c == '\\') {
        escape();
      } else {
        out_ += c;
      }
    }
    return std::move(out_);
  }

 private:
  void escape() {
    if (at_ == body_.size()) throw NotReadable{};
    const char c = body_[at_++];
    constexpr std::string_view letters = "abfnrtv\\'\"";
    constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"";
    if (const std::size_t found = letters.find(c); found != std::string_view::npos) {
      out_ += meanings[found];
    } else if (c == '\n') {
      return;
    } else if (c == '\r') {
      if (at_ < body_.size() && body_[at_] == '\n') ++at_;
    } else if (c == 'x') {
      number(2, 16);
    } else if (c == 'u') {
      number(4, 16);
    } else if (c == 'U') {
      number(8, 16);
    } else if (c >= '0' && c <= '7') {
      --at_;
      octal();
    } else if (c == 'N') {
      throw NotReadable{};
    } else {
      out_ += '\\';
      out_ += c;
    }
  }

  void number(std::size_t length, unsigned base) {
    if (at_ + length > body_.size()) throw NotReadable{};
    char32_t code = 0;
    for (std::size_t i = 0; i < length; ++i) {
      const std::optional<unsigned> digit = digit_value(body_[at_++]);
      if (!digit) throw NotReadable{};
      code = code * base + *digit;
    }
    append(code);
  }

  void octal() {
    char32_t code = 0;
    for (int i = 0; i < 3 && at_ < body_.size() && body_[at_] >= '0' && body_[at_] <= '7'; ++i) {
      code = code * 8 + static_cast<char32_t>(body_[at_++] - '0');
    }
    append(code);
  }

  void append(char32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) throw NotReadable{};
    append_utf8(out_, code);
  }

  std::string_view body_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string string_value(std::string_view literal) {
  bool raw = false;
  while (literal.front() != '"' && literal.front() != '\'') {
    const char letter = literal.front();
    if (letter != 'r' && letter != 'R' && letter != 'u' && letter != 'U') throw NotReadable{};
    raw = raw || letter == 'r' || letter == 'R';
    literal.remove_prefix(1);
  }
  const std::size_t quotes =
      literal.size() >= 6 && literal[1] == literal[0] && literal[2] == literal[0] ? 3 : 1;
  const std::string_view body = literal.substr(quotes, literal.size() - 2 * quotes);
  if (raw) return replace_all(replace_all(body, "\r\n", "\n"), "\r", "\n");
  if (body.find_first_of("\\\r") == std::string_view::npos) return std::string(body);
  return Escapes(body).decode();
}

}  // namespace retort::python
