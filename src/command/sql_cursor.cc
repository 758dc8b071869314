// SPDX-License-Identifier: MIT
#include "command/sql_cursor.h"

#include "base/text.h"

#include <utility>

namespace retort::command {
namespace {

bool matches(const SqlToken& token, std::string_view text) {
  if (token.kind == SqlTokenKind::word) return same_identifier(token.text, text);
  return token.kind == SqlTokenKind::symbol && token.text == text;
}

bool is_identifier(const SqlToken& token) {
  return token.kind == SqlTokenKind::word || token.kind == SqlTokenKind::quoted;
}

std::string folded(const SqlToken& token) {
  return token.kind == SqlTokenKind::word ? lower_ascii(token.text) : token.text;
}

/// How much deeper in brackets one is behind a token.
int step_of(const SqlToken& token) {
  if (token.kind != SqlTokenKind::symbol) return 0;
  if (token.text == "(" || token.text == "[") return 1;
  return token.text == ")" || token.text == "]" ? -1 : 0;
}

}  // namespace

bool SqlCursor::is(std::string_view text, std::size_t ahead) const {
  return position_ + ahead < tokens_.size() && matches(tokens_[position_ + ahead], text);
}

bool SqlCursor::accept(std::initializer_list<std::string_view> words) {
  std::size_t ahead = 0;
  for (const std::string_view word : words) {
    if (!is(word, ahead++)) return false;
  }
  position_ += words.size();
  return true;
}

std::string SqlCursor::identifier() {
  if (at_end() || !is_identifier(tokens_[position_])) return {};
  return folded(tokens_[position_++]);
}

std::string SqlCursor::name() {
  std::string name = identifier();
  while (!name.empty() && is(".")) {
    skip();
    name = (name == "public" ? "" : name + ".") + identifier();
  }
  return name;
}

std::vector<SqlToken> SqlCursor::brackets() {
  std::vector<SqlToken> inside;
  if (!accept("(")) return inside;
  for (int depth = 1; !at_end(); skip()) {
    depth += step_of(tokens_[position_]);
    if (depth == 0) {
      skip();
      break;
    }
    inside.push_back(tokens_[position_]);
  }
  return inside;
}

std::vector<SqlToken> SqlCursor::until_comma() {
  std::vector<SqlToken> found = until({","});
  if (!at_end()) skip();
  return found;
}

std::vector<SqlToken> SqlCursor::until(std::initializer_list<std::string_view> words) {
  std::vector<SqlToken> found;
  for (int depth = 0; !at_end(); skip()) {
    const SqlToken& token = tokens_[position_];
    if (depth == 0) {
      for (const std::string_view word : words) {
        if (matches(token, word)) return found;
      }
    }
    depth += step_of(token);
    found.push_back(token);
  }
  return found;
}

std::vector<SqlToken> SqlCursor::rest() { return until({}); }

bool SqlCursor::has(std::string_view word) const {
  SqlCursor other = *this;
  other.until({word});
  return !other.at_end();
}

bool SqlCursor::has(std::string_view first, std::string_view second) const {
  for (SqlCursor other = *this; other.has(first); other.skip()) {
    other.until({first});
    if (other.is(second, 1)) return true;
  }
  return false;
}

std::string plain_text(const std::vector<SqlToken>& tokens) {
  std::string text;
  const SqlToken* before = nullptr;
  for (const SqlToken& token : tokens) {
    const bool apart = before != nullptr && token.begin > before->end;
    if (apart) text += ' ';
    if (token.kind == SqlTokenKind::word) {
      text += lower_ascii(token.text);
    } else if (token.kind == SqlTokenKind::string) {
      text += "'" + token.text + "'";
    } else if (token.kind == SqlTokenKind::quoted) {
      text += '"' + token.text + '"';
    } else {
      text += token.text;
    }
    before = &token;
  }
  return text;
}

}  // namespace retort::command
