// SPDX-License-Identifier: MIT
#include "frontend/python/tokens.h"

namespace retort::python {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

bool is_prefix(std::string_view word) {
  return word.size() <= 2 && word.find_first_not_of("rRbBuUfF") == std::string_view::npos;
}

}  // namespace

// True when a logical line has ended.
bool Tokenizer::pass_space() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\f') {
      ++at_;
    } else if (c == '#') {
      while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    } else if (c == '\\') {
      if (peek(1) == '\n') {
        at_ += 2;
      } else if (peek(1) == '\r') {
        at_ += peek(2) == '\n' ? 3 : 2;
      } else if (at_ + 1 == text_.size()) {
        throw TextEnded{};
      } else {
        throw NotReadable{};
      }
    } else if (c == '\n' || c == '\r') {
      at_ += c == '\r' && peek(1) == '\n' ? 2 : 1;
      if (depth_ > 0) continue;
      line_begins_ = true;
      if (!line_is_empty_) return true;
    } else {
      return false;
    }
  }
  return false;
}

Token Tokenizer::next() {
  if (pass_space()) {
    line_is_empty_ = true;
    return {.kind = TokenKind::newline};
  }
  if (at_ == text_.size()) {
    if (depth_ > 0) throw TextEnded{};
    return {};
  }
  const bool first = line_begins_ && depth_ == 0;
  const char before = at_ == 0 ? '\n' : text_[at_ - 1];
  const bool indented = first && (before == ' ' || before == '\t');
  line_begins_ = false;
  line_is_empty_ = false;
  const std::size_t begin = at_;
  const char c = text_[at_];
  Token token{.kind = TokenKind::other, .indented = indented};
  if (is_name_start(c)) {
    while (is_name_part(peek())) ++at_;
    token.kind = TokenKind::name;
    const bool quote = peek() == '"' || peek() == '\'';
    if (quote && is_prefix(text_.substr(begin, at_ - begin))) {
      token = string_literal(begin);
      token.indented = indented;
      return token;
    }
  } else if (c == '"' || c == '\'') {
    token = string_literal(begin);
    token.indented = indented;
    return token;
  } else if (is_digit(c)) {
    while (is_name_part(peek()) || peek() == '.') ++at_;
  } else if (c == '$' || c == '?' || c == '`' || (c == '!' && peek(1) != '=')) {
    throw NotReadable{};
  } else {
    ++at_;
    if (c == '(' || c == '[' || c == '{') ++depth_;
    if ((c == ')' || c == ']' || c == '}') && --depth_ < 0) throw NotReadable{};
    const bool compared = c == '=' || c == '!' || c == '<' || c == '>' || c == ':' || c == '+' ||
                          c == '-' || c == '*' || c == '/' || c == '%' || c == '@' || c == '&' ||
                          c == '|' || c == '^';
    if (compared && peek() == '=') ++at_;
  }
  token.source = text_.substr(begin, at_ - begin);
  return token;
}

Token Tokenizer::string_literal(std::size_t begin) {
  const char quote = text_[at_];
  if (peek(1) == quote && peek(2) == quote) {
    at_ += 3;
    read_long_string(quote);
  } else {
    ++at_;
    read_short_string(quote);
  }
  return {.kind = TokenKind::string, .source = text_.substr(begin, at_ - begin)};
}

void Tokenizer::read_short_string(char quote) {
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == quote) return;
    if (c == '\n' || c == '\r') throw NotReadable{};
    if (c == '\\' && at_ < text_.size()) {
      at_ += text_[at_] == '\r' && peek(1) == '\n' ? 2 : 1;
    }
  }
  throw TextEnded{};
}

void Tokenizer::read_long_string(char quote) {
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == '\\') {
      if (at_ < text_.size()) ++at_;
    } else if (c == quote && peek() == quote && peek(1) == quote) {
      at_ += 2;
      return;
    }
  }
  throw TextEnded{};
}

}  // namespace retort::python
