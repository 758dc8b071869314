// SPDX-License-Identifier: MIT
// What every dialect takes for the same, unless it says otherwise.
#include "retort/dialect.h"

#include "base/text.h"
#include "dialect/comparison_rules.h"
#include "sql/type_comparison.h"

namespace retort {

ComparisonFacts Dialect::comparison_facts() const { return {}; }

std::vector<ReflectionNote> Dialect::adjust_reflected(Connection&, std::vector<Table>&) const {
  return {};
}

bool Dialect::types_differ(const Type& model, const Type& database) const {
  const auto facts = comparison_facts();
  return type_texts_differ(format_type(model), format_type(database),
                           {.synonyms = facts.type_synonyms, .attributes = facts.type_attributes});
}

bool Dialect::server_defaults_differ(Connection&, const ComparedDefault& compared) const {
  return compared.database_text != compared.model_text;
}

void Dialect::adjust_constraints(ComparedConstraints&, Reporter&) const {}

void Dialect::adjust_foreign_keys(std::vector<ForeignKey>&, const std::vector<ForeignKey>&) const {}

Verdict Dialect::compare_indexes(const ComparedPair<Index>& pair, Reporter& reporter) const {
  Verdict verdict;
  if (const auto change = uniqueness_change(pair.model, pair.database)) {
    verdict.reasons.push_back(*change);
  }
  for (const Index* index : {&pair.model, &pair.database}) {
    if (!has_expressions(*index)) continue;
    reporter.log(LogLevel::warning, "alembic.ddl.impl",
                 "Generating approximate signature for index " +
                     (index->name ? index->name->text : std::string()) +
                     ". The dialect implementation should either skip expression indexes or "
                     "provide a custom implementation.");
  }
  const auto wanted = named_columns(pair.model);
  const auto found = named_columns(pair.database);
  if (wanted != found) {
    verdict.reasons.push_back("expression " + repr_tuple(found) + " to " + repr_tuple(wanted));
  }
  if (!verdict.reasons.empty()) verdict.likeness = Likeness::different;
  return verdict;
}

Verdict Dialect::compare_uniques(const ComparedPair<Unique>& pair, Reporter&) const {
  const auto wanted = sorted_columns(pair.model);
  const auto found = sorted_columns(pair.database);
  if (wanted == found) return {};
  return {.likeness = Likeness::different,
          .reasons = {"expression " + repr_tuple(found) + " to " + repr_tuple(wanted)}};
}

Verdict Dialect::compare_checks(const ComparedPair<Check>&, Reporter&) const { return {}; }

std::vector<DeparsedTable> Dialect::deparse(Connection&, const std::vector<TableTexts>&) const {
  return {};
}

bool Dialect::ignores_reflected_identity(const Column&) const { return false; }

}  // namespace retort
