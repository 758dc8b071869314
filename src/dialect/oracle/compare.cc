// SPDX-License-Identifier: MIT
// What Oracle takes for the same, when it is compared with models.
#include "base/text.h"
#include "dialect/comparison_rules.h"
#include "dialect/oracle/dialect.h"

namespace retort::oracle {

ComparisonFacts OracleDialect::comparison_facts() const {
  ComparisonFacts facts;
  facts.comments = true;
  facts.type_synonyms.push_back({"varchar", "varchar2"});
  facts.type_synonyms.push_back({"bigint", "integer", "smallint", "decimal", "numeric", "number"});
  facts.type_synonyms.push_back({"double", "float", "double_precision"});
  facts.ignored_identity_options = {};
  return facts;
}

bool OracleDialect::server_defaults_differ(Connection&, const ComparedDefault& compared) const {
  if (!compared.model_text || !compared.database_text) {
    return compared.model_text.has_value() != compared.database_text.has_value();
  }
  const auto plain = [](const std::string& text) {
    return without_quotes(without_parentheses(text));
  };
  return strip(plain(*compared.database_text)) != plain(*compared.model_text);
}

void OracleDialect::adjust_constraints(ComparedConstraints& compared, Reporter&) const {
  settle_doubled_uniques(compared);
}

}  // namespace retort::oracle
