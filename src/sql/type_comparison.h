// SPDX-License-Identifier: MIT
// Whether two types are the same for a database, told from their SQL text.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// The SQL text of a type taken apart: "timestamp(3) without time zone".
struct TypeWords {
  std::string first = {};
  std::vector<std::string> others = {};     ///< the other words, those behind the parentheses too
  std::vector<std::string> arguments = {};  ///< of the last parentheses
  bool operator==(const TypeWords&) const = default;
};

/// In lower case.
TypeWords type_words(std::string_view text);

/// What a database takes for the same.
struct TypeEquivalence {
  /// Names that mean the same, in lower case.
  const std::vector<std::vector<std::string>>& synonyms;
  /// Words ("collate") whose value counts only where both types say it.
  const std::vector<std::string>& attributes;
};

/// Whether the texts are of different types. What only one of them says is no difference: a length,
/// a collation, an attribute.
bool type_texts_differ(std::string_view model, std::string_view database,
                       const TypeEquivalence& equivalence);

}  // namespace retort
