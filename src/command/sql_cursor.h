// SPDX-License-Identifier: MIT
// Walks over the tokens of one SQL statement: as much grammar as recognising DDL takes.
#pragma once

#include "op/sql_tokens.h"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace retort::command {

class SqlCursor {
 public:
  explicit SqlCursor(std::vector<SqlToken> tokens) : tokens_(std::move(tokens)) {}
  explicit SqlCursor(std::string_view sql) : SqlCursor(sql_tokens(sql)) {}

  bool at_end() const { return position_ >= tokens_.size(); }
  /// Whether the next token is this bare word, whatever its case, or this symbol.
  bool is(std::string_view text, std::size_t ahead = 0) const;
  /// Moves past these words or symbols if they come next, all of them.
  bool accept(std::initializer_list<std::string_view> words);
  bool accept(std::string_view word) { return accept({word}); }
  void skip() { ++position_; }

  /// A name with its schema, as it is known in tables of names: bare words in lower case, "public."
  /// left out. Empty where no name comes next.
  std::string name();
  /// One identifier.
  std::string identifier();
  /// What stands between the brackets that come next; nothing when none do.
  std::vector<SqlToken> brackets();
  /// All tokens up to the next comma outside of brackets, which is skipped, or to the end.
  std::vector<SqlToken> until_comma();
  /// All tokens up to one of these words outside of brackets, or to the end.
  std::vector<SqlToken> until(std::initializer_list<std::string_view> words);
  std::vector<SqlToken> rest();
  /// Whether this word comes anywhere from here on, outside of brackets.
  bool has(std::string_view word) const;
  /// Whether these come one behind the other.
  bool has(std::string_view first, std::string_view second) const;

 private:
  std::vector<SqlToken> tokens_;
  std::size_t position_ = 0;
};

/// The tokens as text, in lower case but for strings and quoted names, one blank between words.
std::string plain_text(const std::vector<SqlToken>& tokens);

}  // namespace retort::command
