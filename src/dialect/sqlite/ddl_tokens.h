// SPDX-License-Identifier: MIT
// A cursor over the tokens of a CREATE statement, for the parsers of SQLite's stored DDL.
#pragma once

#include "op/sql_tokens.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::sqlite {

/// Thrown inside the parsers where the text leaves the grammar; never leaves them.
struct NotInGrammar {};

class TokenCursor {
 public:
  explicit TokenCursor(std::string_view sql) : sql_(sql), tokens_(sql_tokens(sql)) {}

  bool at_end() const { return position_ >= tokens_.size(); }
  bool at_word(std::string_view word, std::size_t ahead = 0) const;
  bool at_symbol(std::string_view symbol, std::size_t ahead = 0) const;
  /// Whether a name may stand here: a word, a quoted identifier or a string.
  bool at_name(std::size_t ahead = 0) const;

  /// Steps over the words when they stand here, one after the other.
  bool accept(std::initializer_list<std::string_view> words);
  bool accept_symbol(std::string_view symbol);
  void expect(std::initializer_list<std::string_view> words);
  void expect_symbol(std::string_view symbol);
  std::string name();
  /// The word that stands here, in upper case.
  std::string upper_word();
  /// `( anything )`: the text between, without white space at its ends.
  std::string bracketed();
  /// Steps over tokens up to a `,` or `)` at this level, or the end; their text.
  std::string element();
  /// Steps over one token; its text as written.
  std::string raw();
  const SqlToken& peek(std::size_t ahead = 0) const;
  /// The text as written from token `from` to the current one.
  std::string text_from(std::size_t from) const;
  std::size_t position() const { return position_; }

 private:
  std::string_view sql_;
  std::vector<SqlToken> tokens_;
  std::size_t position_ = 0;
};

}  // namespace retort::sqlite
