// SPDX-License-Identifier: MIT
#include "op/sql_tokens.h"

#include <algorithm>

namespace retort {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Every octet above ASCII may be part of a name, in SQLite as in PostgreSQL.
bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  std::vector<SqlToken> run() {
    while (skip_blank()) tokens_.push_back(next());
    return std::move(tokens_);
  }

 private:
  char at(std::size_t position) const { return position < sql_.size() ? sql_[position] : '\0'; }

  // Moves to the next token; false at the end.
  bool skip_blank() {
    while (position_ < sql_.size()) {
      if (is_space(sql_[position_])) {
        ++position_;
      } else if (at(position_) == '-' && at(position_ + 1) == '-') {
        position_ = std::min(sql_.find('\n', position_), sql_.size());
      } else if (at(position_) == '/' && at(position_ + 1) == '*') {
        // A comment that is never closed runs to the end of the text, as in SQLite.
        const auto end = sql_.find("*/", position_ + 2);
        position_ = end == std::string_view::npos ? sql_.size() : end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  SqlToken next() {
    const char c = at(position_);
    if (c == '"' || c == '`') return quoted(SqlTokenKind::quoted, position_, c);
    if (c == '[') return bracketed();
    if (c == '\'') return quoted(SqlTokenKind::string, position_, c);
    if (c == '$') {
      if (auto end = dollar_quote_end()) return dollar_quoted(end);
    }
    if (starts_word(c)) return word();
    if (is_digit(c) || (c == '.' && is_digit(at(position_ + 1)))) return number();
    return symbol();
  }

  SqlToken take(SqlTokenKind kind, std::size_t end, std::string text) {
    SqlToken token{.kind = kind, .begin = position_, .end = end, .text = std::move(text)};
    position_ = end;
    return token;
  }

  // From the quote at `open`; a doubled quote stands for one.
  SqlToken quoted(SqlTokenKind kind, std::size_t open, char quote) {
    const bool backslashes = open > position_ && lower(sql_[position_]) == 'e';
    std::string text;
    for (std::size_t i = open + 1; i < sql_.size(); ++i) {
      if (backslashes && sql_[i] == '\\' && i + 1 < sql_.size()) {
        text += sql_[i];
        text += sql_[++i];
      } else if (sql_[i] != quote) {
        text += sql_[i];
      } else if (at(i + 1) == quote && i + 1 < sql_.size()) {
        text += quote;
        ++i;
      } else {
        return take(kind, i + 1, std::move(text));
      }
    }
    return take(SqlTokenKind::unterminated, sql_.size(), std::move(text));
  }

  // [x] is an identifier; PostgreSQL's subscripts (a[1], ARRAY[...]) are symbols.
  SqlToken bracketed() {
    const auto close = sql_.find(']', position_);
    const bool subscript =
        !tokens_.empty() && tokens_.back().end == position_ &&
        (tokens_.back().kind == SqlTokenKind::word || tokens_.back().kind == SqlTokenKind::quoted ||
         tokens_.back().text == ")" || tokens_.back().text == "]");
    if (subscript || close == std::string_view::npos) {
      return take(SqlTokenKind::symbol, position_ + 1, "[");
    }
    return take(SqlTokenKind::quoted, close + 1,
                std::string(sql_.substr(position_ + 1, close - position_ - 1)));
  }

  // Past the second `$` of $$ or $tag$; 0 when this is none.
  std::size_t dollar_quote_end() const {
    std::size_t i = position_ + 1;
    if (is_digit(at(i))) return 0;
    while (i < sql_.size() && continues_word(sql_[i]) && sql_[i] != '$') ++i;
    return at(i) == '$' && i < sql_.size() ? i + 1 : 0;
  }

  SqlToken dollar_quoted(std::size_t body) {
    const auto tag = sql_.substr(position_, body - position_);
    const auto close = sql_.find(tag, body);
    if (close == std::string_view::npos) {
      return take(SqlTokenKind::unterminated, sql_.size(), std::string(sql_.substr(body)));
    }
    return take(SqlTokenKind::string, close + tag.size(),
                std::string(sql_.substr(body, close - body)));
  }

  SqlToken word() {
    std::size_t end = position_ + 1;
    while (end < sql_.size() && continues_word(sql_[end])) ++end;
    const char first = lower(sql_[position_]);
    if (end == position_ + 1 && at(end) == '\'' &&
        (first == 'x' || first == 'e' || first == 'n' || first == 'b')) {
      return quoted(SqlTokenKind::string, end, '\'');
    }
    return take(SqlTokenKind::word, end, std::string(sql_.substr(position_, end - position_)));
  }

  SqlToken number() {
    std::size_t end = position_;
    while (end < sql_.size() && (continues_word(sql_[end]) || sql_[end] == '.')) {
      const bool exponent = lower(sql_[end]) == 'e' && (at(end + 1) == '+' || at(end + 1) == '-');
      end += exponent ? 2 : 1;
    }
    end = std::min(end, sql_.size());
    return take(SqlTokenKind::number, end, std::string(sql_.substr(position_, end - position_)));
  }

  SqlToken symbol() {
    static constexpr std::string_view pairs[] = {
        "||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "::", "->"};
    for (const auto pair : pairs) {
      if (sql_.substr(position_, 2) == pair) {
        return take(SqlTokenKind::symbol, position_ + 2, std::string(pair));
      }
    }
    return take(SqlTokenKind::symbol, position_ + 1, std::string(1, sql_[position_]));
  }

  std::string_view sql_;
  std::size_t position_ = 0;
  std::vector<SqlToken> tokens_;
};

}  // namespace

std::vector<SqlToken> sql_tokens(std::string_view sql) { return Lexer(sql).run(); }

bool same_identifier(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string escape_parameters(std::string_view sql) {
  std::string result;
  for (const char c : sql) {
    if (c == ':') result += '\\';
    result += c;
  }
  return result;
}

}  // namespace retort
