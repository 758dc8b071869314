// SPDX-License-Identifier: MIT
// What a trigger says of the columns of its own table: NEW.c, OLD.c and UPDATE OF c. Columns that
// stand elsewhere in its body may be of other tables.
#include "dialect/sqlite/reflect.h"
#include "op/sql_tokens.h"

#include <algorithm>

namespace retort::sqlite {
namespace {

bool is_word(const SqlToken& token, std::string_view word) {
  return token.kind == SqlTokenKind::word && same_identifier(token.text, word);
}

// Position of the name list after `UPDATE OF` of the head, or past the end.
std::size_t update_columns(const std::vector<SqlToken>& tokens) {
  for (std::size_t i = 0; i + 1 < tokens.size() && !is_word(tokens[i], "begin"); ++i) {
    if (is_word(tokens[i], "update") && is_word(tokens[i + 1], "of")) return i + 2;
  }
  return tokens.size();
}

}  // namespace

bool speaks_of_column(const StoredStatement& trigger, std::string_view column) {
  const auto tokens = sql_tokens(trigger.sql);
  for (auto i = update_columns(tokens); i < tokens.size() && !is_word(tokens[i], "on"); ++i) {
    if (same_identifier(tokens[i].text, column)) return true;
  }
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool row = is_word(tokens[i], "new") || is_word(tokens[i], "old");
    if (row && tokens[i + 1].text == "." && same_identifier(tokens[i + 2].text, column)) {
      return true;
    }
  }
  return false;
}

}  // namespace retort::sqlite
