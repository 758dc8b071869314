// SPDX-License-Identifier: MIT
#include "sql/type_comparison.h"

#include "base/text.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace retort {
namespace {

std::size_t word_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size()) {
    const CodePoint code = decode_utf8(text, end);
    if (text[end] != '-' && !is_word(code.value)) break;
    end += code.length;
  }
  return end;
}

void read_arguments(std::string_view text, TypeWords& words) {
  words.arguments.clear();
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find_first_of("(),", begin), text.size());
    const auto argument = text.substr(begin, end - begin);
    // `key=value` is compared by nobody.
    if (!argument.empty() && argument.find('=') == std::string_view::npos) {
      words.arguments.emplace_back(strip(argument));
    }
    begin = end + 1;
  }
}

bool is_synonym(const TypeWords& model, const TypeWords& database,
                const std::vector<std::string>& names) {
  const auto has = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  const auto all = [](const TypeWords& words) {
    return words.others.empty() ? words.first : words.first + " " + join(words.others, " ");
  };
  return (has(model.first) && has(database.first)) || (has(all(model)) && has(all(database)));
}

// The word that follows the attribute's.
std::optional<std::string> attribute_value(const TypeWords& words, const std::string& attribute) {
  const auto name = split_words(attribute);
  const auto found =
      std::search(words.others.begin(), words.others.end(), name.begin(), name.end());
  if (words.others.end() - found <= static_cast<std::ptrdiff_t>(name.size())) return std::nullopt;
  return found[static_cast<std::ptrdiff_t>(name.size())];
}

template <class T>
bool differ_at_one_length(const std::vector<T>& left, const std::vector<T>& right) {
  return left.size() == right.size() && left != right;
}

}  // namespace

TypeWords type_words(std::string_view text) {
  const std::string lowered = lower(text);
  TypeWords words;
  std::size_t position = 0;
  while (position < lowered.size()) {
    const std::size_t end = word_end(lowered, position);
    if (end > position) {
      auto word = lowered.substr(position, end - position);
      if (words.first.empty()) {
        words.first = std::move(word);
      } else {
        words.others.push_back(std::move(word));
      }
      position = end;
      continue;
    }
    // Parentheses end with the first that closes; empty ones are none.
    const std::size_t close =
        lowered[position] == '(' ? lowered.find(')', position + 2) : std::string::npos;
    if (close == std::string::npos) {
      ++position;
      continue;
    }
    read_arguments(std::string_view(lowered).substr(position, close - position), words);
    position = close + 1;
  }
  return words;
}

bool type_texts_differ(std::string_view model, std::string_view database,
                       const TypeEquivalence& equivalence) {
  const TypeWords wanted = type_words(model);
  const TypeWords found = type_words(database);
  if (wanted.first != found.first &&
      std::none_of(equivalence.synonyms.begin(), equivalence.synonyms.end(),
                   [&](const auto& names) { return is_synonym(wanted, found, names); })) {
    return true;
  }
  if (differ_at_one_length(wanted.others, found.others) ||
      differ_at_one_length(wanted.arguments, found.arguments)) {
    return true;
  }
  return std::any_of(equivalence.attributes.begin(), equivalence.attributes.end(),
                     [&](const std::string& attribute) {
                       const auto of_model = attribute_value(wanted, attribute);
                       const auto of_database = attribute_value(found, attribute);
                       return of_model && of_database && *of_model != *of_database;
                     });
}

}  // namespace retort
