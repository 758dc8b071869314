// SPDX-License-Identifier: MIT
#include "frontend/native/tokens.h"

#include "base/text.h"

#include <algorithm>

namespace retort {

namespace {

bool is_identifier_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}
bool is_identifier_part(char c) { return is_identifier_start(c) || is_digit(c); }

bool is_literal_prefix(std::string_view word) {
  return word == "u8" || word == "u" || word == "U" || word == "L";
}
bool is_raw_prefix(std::string_view word) {
  return word == "R" || word == "u8R" || word == "uR" || word == "UR" || word == "LR";
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

char Tokenizer::peek(std::size_t ahead) const {
  return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
}

void Tokenizer::advance(std::size_t count) {
  for (std::size_t i = 0; i < count && position_ < text_.size(); ++i, ++position_) {
    if (text_[position_] == '\n') {
      ++line_;
      line_begins_ = true;
    } else if (!is_space(text_[position_])) {
      line_begins_ = false;
    }
  }
}

/// To the end of the line, lines continued by a backslash included.
void Tokenizer::skip_line() {
  while (position_ < text_.size() && text_[position_] != '\n') {
    advance(text_[position_] == '\\' ? 2 : 1);
  }
}

/// False when the comment has no end.
bool Tokenizer::skip_block_comment() {
  const std::size_t end = text_.find("*/", position_ + 2);
  const bool line_begins = line_begins_;
  advance(end == std::string_view::npos ? text_.size() - position_ : end + 2 - position_);
  line_begins_ = line_begins;
  return end != std::string_view::npos;
}

/// White space, comments and directives; false when the text ends inside of a comment.
bool Tokenizer::skip_blanks() {
  while (position_ < text_.size()) {
    if (is_space(peek())) {
      advance(1);
    } else if (at("//") || (peek() == '#' && line_begins_)) {
      skip_line();
    } else if (at("/*")) {
      if (!skip_block_comment()) return false;
    } else if (at("\\\n")) {
      advance(2);
    } else {
      break;
    }
  }
  return true;
}

Token Tokenizer::take(TokenKind kind, std::size_t begin, int line) {
  return {.kind = kind, .source = text_.substr(begin, position_ - begin), .text = {}, .line = line};
}

Token Tokenizer::unfinished(int line) {
  position_ = text_.size();
  return {.kind = TokenKind::unfinished, .source = {}, .text = {}, .line = line};
}

Token Tokenizer::next() {
  if (!skip_blanks()) return unfinished(line_);
  if (position_ >= text_.size()) return {.kind = TokenKind::end, .line = line_};
  const std::size_t begin = position_;
  const char c = peek();
  if (is_identifier_start(c)) return identifier_or_literal();
  if (c == '"') return string_literal(begin, line_);
  if (c == '\'') return character_literal(begin);
  const int line = line_;
  if (is_digit(c)) {
    // A digit separator is part of the number, not the beginning of a character.
    while (is_identifier_part(peek()) || peek() == '.' ||
           (peek() == '\'' && is_identifier_part(peek(1)))) {
      advance(1);
    }
    return take(TokenKind::number, begin, line);
  }
  advance(1);
  return take(TokenKind::punctuation, begin, line);
}

Token Tokenizer::identifier_or_literal() {
  const std::size_t begin = position_;
  const int line = line_;
  while (is_identifier_part(peek())) advance(1);
  const std::string_view word = text_.substr(begin, position_ - begin);
  if (peek() == '"' && is_raw_prefix(word)) return raw_string_literal(begin, line);
  if (peek() == '"' && is_literal_prefix(word)) return string_literal(begin, line);
  if (peek() == '\'' && is_literal_prefix(word)) return character_literal(begin);
  return take(TokenKind::identifier, begin, line);
}

Token Tokenizer::string_literal(std::size_t begin, int line) {
  std::string value;
  advance(1);
  while (peek() != '"') {
    if (position_ >= text_.size()) return unfinished(line);
    if (peek() == '\n') break;  // not C++, but the rest of the file may still be
    if (peek() == '\\') {
      escape(value);
    } else {
      value += peek();
      advance(1);
    }
  }
  advance(1);
  Token token = take(TokenKind::string, begin, line);
  token.text = std::move(value);
  return token;
}

void Tokenizer::escape(std::string& value) {
  static constexpr std::string_view names = "abfnrtv0";
  static constexpr std::string_view values("\a\b\f\n\r\t\v\0", 8);
  advance(1);
  const char c = peek();
  if (c == '\n') {
    advance(1);
  } else if (c == 'x' || c == 'u' || c == 'U') {
    advance(1);
    const std::size_t limit = c == 'u' ? 4 : c == 'U' ? 8 : 2;
    char32_t code = 0;
    for (std::size_t i = 0; i < limit && hex_digit(peek()) >= 0; ++i) {
      code = code * 16 + static_cast<char32_t>(hex_digit(peek()));
      advance(1);
    }
    if (c == 'x') {
      value += static_cast<char>(code);
    } else if (code <= 0x10FFFF) {
      append_utf8(value, code);
    }
  } else {
    const std::size_t name = names.find(c);
    value += name == std::string_view::npos ? c : values[name];
    advance(1);
  }
}

Token Tokenizer::raw_string_literal(std::size_t begin, int line) {
  const std::size_t open = text_.find('(', position_);
  if (open == std::string_view::npos) return unfinished(line);
  const std::string close =
      ")" + std::string(text_.substr(position_ + 1, open - position_ - 1)) + "\"";
  const std::size_t end = text_.find(close, open + 1);
  if (end == std::string_view::npos) return unfinished(line);
  std::string value(text_.substr(open + 1, end - open - 1));
  advance(end + close.size() - position_);
  Token token = take(TokenKind::string, begin, line);
  token.text = std::move(value);
  return token;
}

Token Tokenizer::character_literal(std::size_t begin) {
  const int line = line_;
  advance(1);
  while (position_ < text_.size() && peek() != '\'' && peek() != '\n') {
    advance(peek() == '\\' ? 2 : 1);
  }
  if (position_ >= text_.size()) return unfinished(line);
  if (peek() == '\'') advance(1);
  return take(TokenKind::character, begin, line);
}

}  // namespace retort
