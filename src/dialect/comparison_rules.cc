// SPDX-License-Identifier: MIT
#include "dialect/comparison_rules.h"

#include "retort/expression_node.h"

#include "base/text.h"
#include "schema/expression_columns.h"

#include <algorithm>
#include <set>
#include <utility>

namespace retort {
namespace {

// Indexes of expressions that no database of this dialect shows: the release that says so.
constexpr std::string_view sqlalchemy_version = "2.0.52";

std::string name_text(const std::optional<Name>& name) { return name ? name->text : std::string(); }

// What ASC, NULLS FIRST and the like are applied to.
const Expression& ordered_operand(const Expression& expression) {
  const auto* unary = expr::find<expr::Unary>(expression);
  return unary ? ordered_operand(unary->operand) : expression;
}

}  // namespace

std::vector<std::string> named_columns(const Index& index) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto& element : index.elements) {
    if (!element.expression) {
      add(element.column);
    } else if (const auto columns = column_names_and_texts(*element.expression); !columns.empty()) {
      add(columns.front());
    }
  }
  return names;
}

bool has_expressions(const Index& index) {
  return std::any_of(index.elements.begin(), index.elements.end(), [](const IndexElement& element) {
    if (!element.expression) return false;
    const auto* column = expr::find<expr::Column>(ordered_operand(*element.expression));
    return !column || column->verbatim;
  });
}

std::optional<std::string> uniqueness_change(const Index& model, const Index& database) {
  if (model.unique == database.unique) return std::nullopt;
  return database.unique ? "unique=True to unique=False" : "unique=False to unique=True";
}

std::vector<std::string> sorted_columns(const Unique& unique) {
  auto columns = unique.columns;
  std::sort(columns.begin(), columns.end());
  return columns;
}

std::string without_parentheses(std::string_view text) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')' &&
      text.find('\n') == std::string_view::npos) {
    return std::string(text.substr(1, text.size() - 2));
  }
  return std::string(text);
}

std::string without_quotes(std::string_view text) {
  if (text.find('\n') != std::string_view::npos) return std::string(text);
  std::string_view inner = text;
  if (inner.substr(0, 1) == "\"") inner.remove_prefix(1);
  if (!inner.empty() && inner.back() == '"') inner.remove_suffix(1);
  if (inner.size() < 3 || inner.front() != '\'' || inner.back() != '\'') return std::string(text);
  return std::string(inner.substr(1, inner.size() - 2));
}

std::string without_end_quotes(std::string_view text) {
  if (text.substr(0, 1) == "'") text.remove_prefix(1);
  if (!text.empty() && text.back() == '\'') text.remove_suffix(1);
  return std::string(text);
}

void skip_expression_indexes(ComparedConstraints& compared, std::string_view dialect,
                             Reporter& reporter) {
  std::set<std::string> in_database;
  for (const Index* index : compared.database_indexes) in_database.insert(name_text(index->name));
  std::vector<const Index*> kept;
  for (const Index* index : compared.model_indexes) {
    const auto name = name_text(index->name);
    if (in_database.count(name) != 0 || !has_expressions(*index)) {
      kept.push_back(index);
      continue;
    }
    reporter.warn("autogenerate skipping metadata-specified expression-based index " + repr(name) +
                  "; dialect " + repr(dialect) + " under SQLAlchemy " +
                  std::string(sqlalchemy_version) +
                  " can't reflect these indexes so they can't be compared");
  }
  compared.model_indexes = std::move(kept);
}

void settle_doubled_uniques(ComparedConstraints& compared) {
  std::set<std::string> model_names;
  std::set<std::vector<std::string>> unnamed;
  for (const Unique* unique : compared.model_uniques) {
    if (unique->name) {
      model_names.insert(unique->name->text);
    } else {
      unnamed.insert(sorted_columns(*unique));
    }
  }
  std::set<std::string> model_indexes;
  for (const Index* index : compared.model_indexes) {
    if (index->unique) model_indexes.insert(name_text(index->name));
  }
  const auto is_doubled = [&](const Unique* unique) {
    return std::any_of(compared.database_indexes.begin(), compared.database_indexes.end(),
                       [&](const Index* index) {
                         return index->unique && name_text(index->name) == name_text(unique->name);
                       });
  };
  std::vector<const Unique*> uniques;
  std::set<std::string> indexes_taken_out;
  for (const Unique* unique : compared.database_uniques) {
    const auto name = name_text(unique->name);
    const bool wanted = model_names.count(name) != 0;
    if (!is_doubled(unique) || wanted || unnamed.count(sorted_columns(*unique)) != 0) {
      uniques.push_back(unique);
    }
    if (is_doubled(unique) && wanted && model_indexes.count(name) == 0) {
      indexes_taken_out.insert(name);
    }
  }
  compared.database_uniques = std::move(uniques);
  auto& indexes = compared.database_indexes;
  indexes.erase(std::remove_if(indexes.begin(), indexes.end(),
                               [&](const Index* index) {
                                 return index->unique &&
                                        indexes_taken_out.count(name_text(index->name)) != 0;
                               }),
                indexes.end());
}

}  // namespace retort
