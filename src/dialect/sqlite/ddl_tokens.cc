// SPDX-License-Identifier: MIT
#include "dialect/sqlite/ddl_tokens.h"

#include <algorithm>

namespace retort::sqlite {

bool TokenCursor::at_word(std::string_view word, std::size_t ahead) const {
  const auto i = position_ + ahead;
  return i < tokens_.size() && tokens_[i].kind == SqlTokenKind::word &&
         same_identifier(tokens_[i].text, word);
}

bool TokenCursor::at_symbol(std::string_view symbol, std::size_t ahead) const {
  const auto i = position_ + ahead;
  return i < tokens_.size() && tokens_[i].kind == SqlTokenKind::symbol && tokens_[i].text == symbol;
}

bool TokenCursor::at_name(std::size_t ahead) const {
  const auto i = position_ + ahead;
  return i < tokens_.size() &&
         (tokens_[i].kind == SqlTokenKind::word || tokens_[i].kind == SqlTokenKind::quoted ||
          tokens_[i].kind == SqlTokenKind::string);
}

bool TokenCursor::accept(std::initializer_list<std::string_view> words) {
  std::size_t ahead = 0;
  for (const auto word : words) {
    if (!at_word(word, ahead++)) return false;
  }
  position_ += words.size();
  return true;
}

bool TokenCursor::accept_symbol(std::string_view symbol) {
  if (!at_symbol(symbol)) return false;
  ++position_;
  return true;
}

void TokenCursor::expect(std::initializer_list<std::string_view> words) {
  if (!accept(words)) throw NotInGrammar{};
}

void TokenCursor::expect_symbol(std::string_view symbol) {
  if (!accept_symbol(symbol)) throw NotInGrammar{};
}

const SqlToken& TokenCursor::peek(std::size_t ahead) const {
  if (position_ + ahead >= tokens_.size()) throw NotInGrammar{};
  return tokens_[position_ + ahead];
}

std::string TokenCursor::name() {
  if (!at_name()) throw NotInGrammar{};
  return tokens_[position_++].text;
}

std::string TokenCursor::upper_word() {
  if (peek().kind != SqlTokenKind::word) throw NotInGrammar{};
  std::string word = tokens_[position_++].text;
  std::transform(word.begin(), word.end(), word.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return word;
}

std::string TokenCursor::text_from(std::size_t from) const {
  if (from >= position_) return {};
  const auto begin = tokens_[from].begin;
  return std::string(sql_.substr(begin, tokens_[position_ - 1].end - begin));
}

std::string TokenCursor::bracketed() {
  expect_symbol("(");
  const auto from = position_;
  for (std::size_t depth = 1;; ++position_) {
    if (peek().kind == SqlTokenKind::unterminated) throw NotInGrammar{};
    if (at_symbol("(")) ++depth;
    if (at_symbol(")") && --depth == 0) break;
  }
  auto text = text_from(from);
  ++position_;
  return text;
}

std::string TokenCursor::element() {
  const auto from = position_;
  for (std::size_t depth = 0; !at_end(); ++position_) {
    if (peek().kind == SqlTokenKind::unterminated) throw NotInGrammar{};
    if (at_symbol("(")) ++depth;
    if (depth == 0 && (at_symbol(",") || at_symbol(")"))) break;
    if (at_symbol(")")) --depth;
  }
  if (from == position_) throw NotInGrammar{};
  return text_from(from);
}

std::string TokenCursor::raw() {
  const auto& token = peek();
  ++position_;
  return std::string(sql_.substr(token.begin, token.end - token.begin));
}

}  // namespace retort::sqlite
