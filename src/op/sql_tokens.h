// SPDX-License-Identifier: MIT
// Cuts SQL text into tokens: the lexical facts that the databases share, and nothing of grammar.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

enum class SqlTokenKind {
  word,    ///< a bare identifier or keyword
  quoted,  ///< "x", `x` or [x]
  string,  ///< 'x', with a prefix (x'00', E'\n') or between dollar quotes
  number,
  symbol,        ///< an operator or a bracket; of several characters where they belong together
  unterminated,  ///< a quote or a comment that never ends
};

/// A piece of SQL text. White space and comments lie between tokens.
struct SqlToken {
  SqlTokenKind kind = SqlTokenKind::symbol;
  std::size_t begin = 0;  ///< offset of its first octet
  std::size_t end = 0;    ///< offset past its last octet
  std::string text;       ///< as written; of a quoted token or a string what stands in the quotes
  bool operator==(const SqlToken&) const = default;
};

/// All tokens of `sql`, in order. Never fails: what cannot be read is a symbol or unterminated.
std::vector<SqlToken> sql_tokens(std::string_view sql);

/// Whether two identifiers are the same but for the case of ASCII letters.
bool same_identifier(std::string_view left, std::string_view right);

/// `sql` with every `:` escaped, so that text() takes none of them for a parameter.
std::string escape_parameters(std::string_view sql);

}  // namespace retort
