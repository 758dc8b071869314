// SPDX-License-Identifier: MIT
// What SQL Server takes for the same, when it is compared with models.
#include "dialect/mssql/dialect.h"

#include <algorithm>

namespace retort::mssql {
namespace {

// The server folds white space and adds parentheses of its own.
std::optional<std::string> bare(std::optional<std::string> text) {
  if (!text) return text;
  const auto is_noise = [](char c) {
    return std::string_view("() \"'").find(c) != std::string::npos;
  };
  text->erase(std::remove_if(text->begin(), text->end(), is_noise), text->end());
  return text;
}

}  // namespace

ComparisonFacts MssqlDialect::comparison_facts() const {
  ComparisonFacts facts;
  facts.comments = true;
  facts.reflects_uniques = false;
  facts.reflects_checks = false;
  facts.type_synonyms.push_back({"varchar", "nvarchar"});
  facts.ignored_identity_options = {"order",      "on_null",    "minvalue", "maxvalue",
                                    "nominvalue", "nomaxvalue", "cycle",    "cache"};
  return facts;
}

bool MssqlDialect::server_defaults_differ(Connection&, const ComparedDefault& compared) const {
  return bare(compared.database_text) != bare(compared.model_text);
}

bool MssqlDialect::ignores_reflected_identity(const Column& database) const {
  return database.primary_key;
}

}  // namespace retort::mssql
