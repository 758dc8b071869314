// SPDX-License-Identifier: MIT
// The tokens of a C++ text, as far as finding a constant in it needs: comments are passed over,
// literals are decoded. No preprocessing; directives are passed over, too.
#pragma once

#include <string>
#include <string_view>

namespace retort {

enum class TokenKind {
  identifier,
  string,       ///< ordinary and raw, of any encoding prefix; `text` is the decoded value
  punctuation,  ///< one character
  number,
  character,
  end,
  unfinished,  ///< the text ends inside of a comment or literal
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view source;  ///< as it stands in the text
  std::string text;         ///< of a string: its value
  int line = 1;

  bool is(char punctuation) const {
    return kind == TokenKind::punctuation && source.front() == punctuation;
  }
  bool is(std::string_view identifier) const {
    return kind == TokenKind::identifier && source == identifier;
  }
};

/// Reads tokens one after the other; the text must outlive it.
class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}
  /// The next token; `end` or `unfinished` for ever when there are no more.
  Token next();

 private:
  bool at(std::string_view what) const { return text_.substr(position_, what.size()) == what; }
  char peek(std::size_t ahead = 0) const;
  void advance(std::size_t count);
  bool skip_blanks();
  bool skip_block_comment();
  void skip_line();
  Token take(TokenKind kind, std::size_t begin, int line);
  Token identifier_or_literal();
  Token string_literal(std::size_t begin, int line);
  Token raw_string_literal(std::size_t begin, int line);
  Token character_literal(std::size_t begin);
  Token unfinished(int line);
  void escape(std::string& value);

  std::string_view text_;
  std::size_t position_ = 0;
  int line_ = 1;
  bool line_begins_ = true;  ///< only blanks so far on this line: a # begins a directive
};

}  // namespace retort
