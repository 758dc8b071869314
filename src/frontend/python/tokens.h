// SPDX-License-Identifier: MIT
// The words of a Python text, as far as finding a module's assignments asks for it.
#pragma once

#include <cstddef>
#include <string_view>

namespace retort::python {

enum class TokenKind {
  name,
  string,   ///< one literal; adjacent ones come one by one
  other,    ///< a number, an operator, a bracket
  newline,  ///< ends a logical line; not inside of brackets
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view source = {};  ///< as written; of a string with prefix and quotes
  bool indented = false;         ///< the first of a line that begins with white space

  bool is(std::string_view text) const { return source == text && kind != TokenKind::string; }
};

/// The text is no Python, or is of a kind that only Python itself understands.
struct NotReadable {};
/// The text ends within a token or within brackets.
struct TextEnded {};

/// Reads tokens one after the other. Comments, blank lines and line continuations are passed over.
class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  /// Throws NotReadable and TextEnded.
  Token next();
  /// How far it has read.
  std::size_t position() const { return at_; }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool pass_space();
  Token string_literal(std::size_t begin);
  void read_short_string(char quote);
  void read_long_string(char quote);

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool line_begins_ = true;
  bool line_is_empty_ = true;
};

}  // namespace retort::python
