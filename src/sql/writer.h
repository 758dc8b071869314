// SPDX-License-Identifier: MIT
// The one place where SQL text is put together: owns quoting, lists and parentheses.
#pragma once

#include "retort/schema.h"

#include "sql/identifier.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace retort {

/// Collects SQL text. Calls chain; nothing but what is asked for is written, blanks included.
class Sql {
 public:
  explicit Sql(const IdentifierRules& rules) : rules_(rules) {}

  /// Text as it is.
  Sql& raw(std::string_view text) {
    text_ += text;
    return *this;
  }
  /// A word, with a blank before it when something that needs one stands there.
  Sql& keyword(std::string_view word);
  /// An identifier.
  Sql& name(std::string_view identifier, std::optional<bool> quote = {}) {
    text_ += quote_identifier(rules_, identifier, quote);
    return *this;
  }
  /// `schema.table`; the schema is one identifier.
  Sql& table(const TableName& table);
  /// `schema.table` as Alembic's ALTER statements have it: a dot in the schema divides names.
  Sql& dotted_table(const TableName& table);
  /// fn(item) for each, with the separator between.
  template <class Range, class Fn>
  Sql& list(const Range& range, std::string_view separator, Fn fn) {
    bool first = true;
    for (const auto& item : range) {
      if (!first) text_ += separator;
      first = false;
      fn(item);
    }
    return *this;
  }
  /// Identifiers with ", " between them.
  template <class Range>
  Sql& names(const Range& range) {
    return list(range, ", ", [this](const auto& item) { name(item); });
  }
  /// What fn writes, in parentheses.
  template <class Fn>
  Sql& parenthesised(Fn fn) {
    text_ += '(';
    fn();
    text_ += ')';
    return *this;
  }

  const std::string& text() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }
  std::string take() { return std::exchange(text_, {}); }

 private:
  const IdentifierRules& rules_;
  std::string text_;
};

}  // namespace retort
