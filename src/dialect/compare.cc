// SPDX-License-Identifier: MIT
// How a database is compared with models where a dialect knows no better: Alembic's general rules.
#include "retort/dialect.h"
#include "retort/expression_node.h"

#include "base/text.h"
#include "schema/expression_columns.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>
#include <variant>

namespace retort {
namespace {

/// A type's SQL text, taken apart.
struct TypeWords {
  std::string first;
  std::vector<std::string> others;
  std::vector<std::string> arguments;  ///< of the last brackets; those with "=" do not count
};

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '-';
}

std::vector<std::string> arguments_of(std::string_view brackets) {
  std::vector<std::string> found;
  std::string term;
  for (const char c : brackets) {
    if (c != '(' && c != ')' && c != ',') {
      term += c;
      continue;
    }
    if (!term.empty() && term.find('=') == std::string::npos) {
      found.emplace_back(strip(term));
    }
    term.clear();
  }
  return found;
}

TypeWords take_apart(const std::string& text) {
  TypeWords words;
  std::vector<std::string> terms;
  std::string brackets;
  for (std::size_t at = 0; at < text.size();) {
    if (is_word_byte(text[at])) {
      const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
      const auto end = std::find_if_not(begin, text.end(), is_word_byte);
      terms.emplace_back(begin, end);
      at += terms.back().size();
      continue;
    }
    // Brackets hold something, so their end is looked for behind it.
    const std::size_t end = text[at] == '(' ? text.find(')', at + 2) : std::string::npos;
    if (end == std::string::npos) {
      ++at;
      continue;
    }
    brackets = text.substr(at, end + 1 - at);
    at = end + 1;
  }
  if (!terms.empty()) {
    words.first = terms.front();
    words.others.assign(terms.begin() + 1, terms.end());
  }
  words.arguments = arguments_of(brackets);
  return words;
}

bool have_both(const std::vector<std::string>& batch, const std::string& one,
               const std::string& other) {
  return std::find(batch.begin(), batch.end(), one) != batch.end() &&
         std::find(batch.begin(), batch.end(), other) != batch.end();
}

std::string all_words(const TypeWords& words) {
  std::string text = words.first;
  for (const std::string& word : words.others) {
    text += " " + word;
  }
  return text;
}

bool names_match(const TypeWords& model, const TypeWords& database, const ComparisonFacts& facts) {
  if (model.first == database.first) {
    return true;
  }
  const std::string model_words = all_words(model);
  const std::string database_words = all_words(database);
  return std::any_of(facts.type_synonyms.begin(), facts.type_synonyms.end(),
                     [&](const std::vector<std::string>& batch) {
                       return have_both(batch, model_words, database_words) ||
                              have_both(batch, model.first, database.first);
                     });
}

/// The word behind an attribute ("collate"); empty where it is not said.
std::string attribute_value(const std::vector<std::string>& words, const std::string& attribute) {
  const std::string text = join(words, " ");
  const std::size_t at = text.find(attribute + " ");
  if (at == std::string::npos) {
    return {};
  }
  const std::size_t begin = at + attribute.size() + 1;
  return text.substr(begin, text.find(' ', begin) - begin);
}

bool details_match(const TypeWords& model, const TypeWords& database,
                   const ComparisonFacts& facts) {
  if (model.others.size() == database.others.size() && model.others != database.others) {
    return false;
  }
  if (model.arguments.size() == database.arguments.size() &&
      model.arguments != database.arguments) {
    return false;
  }
  return std::none_of(facts.type_attributes.begin(), facts.type_attributes.end(),
                      [&](const std::string& attribute) {
                        const std::string wanted = attribute_value(model.others, attribute);
                        const std::string found = attribute_value(database.others, attribute);
                        return !wanted.empty() && !found.empty() && wanted != found;
                      });
}

/// An element that is more than a column, in whatever order it is sorted.
bool is_expression(const IndexElement& element) {
  if (!element.expression) {
    return false;
  }
  Expression inner = *element.expression;
  while (const auto* unary = std::get_if<expr::Unary>(&inner.node().base())) {
    inner = Expression(unary->operand);
  }
  const auto* column = std::get_if<expr::Column>(&inner.node().base());
  return !column || column->verbatim;
}

bool has_expressions(const Index& index) {
  return std::any_of(index.elements.begin(), index.elements.end(), is_expression);
}

/// The columns that an index is about, each once; text names none.
std::vector<std::string> columns_named(const Index& index) {
  std::vector<std::string> names;
  for (const IndexElement& element : index.elements) {
    std::string name = element.column;
    if (element.expression) {
      std::vector<std::string> found = column_names(*element.expression);
      name = found.empty() ? std::string() : std::move(found.front());
    }
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

std::vector<std::string> sorted_columns(const Unique& unique) {
  std::vector<std::string> names = unique.columns;
  std::sort(names.begin(), names.end());
  return names;
}

const char* python_bool(bool value) { return value ? "True" : "False"; }

void warn_of_expressions(const Index& index, Reporter& reporter) {
  if (has_expressions(index)) {
    reporter.log(LogLevel::warning, "alembic.ddl.impl",
                 "Generating approximate signature for index " +
                     (index.name ? index.name->text : std::string("None")) +
                     ". The dialect implementation should either skip expression indexes or "
                     "provide a custom implementation.");
  }
}

}  // namespace

ComparisonFacts Dialect::comparison_facts() const { return {}; }

std::vector<ReflectionNote> Dialect::adjust_reflected(Connection&, std::vector<Table>&) const {
  return {};
}

bool Dialect::types_differ(const Type& model, const Type& database) const {
  const ComparisonFacts facts = comparison_facts();
  const TypeWords wanted = take_apart(lower(format_type(model)));
  const TypeWords found = take_apart(lower(format_type(database)));
  return !names_match(wanted, found, facts) || !details_match(wanted, found, facts);
}

bool Dialect::server_defaults_differ(Connection&, const ComparedDefault& compared) const {
  return compared.model_text != compared.database_text;
}

void Dialect::adjust_constraints(ComparedConstraints&, Reporter&) const {}

void Dialect::adjust_foreign_keys(std::vector<ForeignKey>&, const std::vector<ForeignKey>&) const {}

Verdict Dialect::compare_indexes(const ComparedPair<Index>& pair, Reporter& reporter) const {
  Verdict verdict;
  if (pair.model.unique != pair.database.unique) {
    verdict.reasons.push_back(std::string("unique=") + python_bool(pair.database.unique) +
                              " to unique=" + python_bool(pair.model.unique));
  }
  warn_of_expressions(pair.model, reporter);
  warn_of_expressions(pair.database, reporter);
  const std::vector<std::string> wanted = columns_named(pair.model);
  const std::vector<std::string> found = columns_named(pair.database);
  if (wanted != found) {
    verdict.reasons.push_back("expression " + repr_tuple(found) + " to " + repr_tuple(wanted));
  }
  verdict.likeness = verdict.reasons.empty() ? Likeness::equal : Likeness::different;
  return verdict;
}

Verdict Dialect::compare_uniques(const ComparedPair<Unique>& pair, Reporter&) const {
  const std::vector<std::string> wanted = sorted_columns(pair.model);
  const std::vector<std::string> found = sorted_columns(pair.database);
  if (wanted == found) {
    return {};
  }
  return {.likeness = Likeness::different,
          .reasons = {"expression " + repr_tuple(found) + " to " + repr_tuple(wanted)}};
}

Verdict Dialect::compare_checks(const ComparedPair<Check>&, Reporter&) const { return {}; }

bool Dialect::ignores_reflected_identity(const Column&) const { return false; }

}  // namespace retort
