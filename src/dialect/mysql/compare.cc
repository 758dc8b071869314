// SPDX-License-Identifier: MIT
// What MySQL and MariaDB take for the same, when they are compared with models.
#include "base/text.h"
#include "dialect/comparison_rules.h"
#include "dialect/mysql/dialect.h"
#include "schema/affinity.h"
#include "schema/lookup.h"
#include "sql/type_text.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace retort::mysql {
namespace {

// The values of an enumeration; absent for any other type.
std::optional<std::set<std::string>> enum_values(const Type& type) {
  std::vector<std::string> values;
  if (const auto* enumeration = std::get_if<type::Enum>(&type.kind)) {
    values = enumeration->values;
  } else if (const auto* native = std::get_if<type::Native>(&type.kind);
             native && native->name == "ENUM") {
    values = list_argument(*native, "values");
  } else {
    return std::nullopt;
  }
  return std::set<std::string>(values.begin(), values.end());
}

std::string without_call(std::string text) {
  if (text.size() > 1 && text.compare(text.size() - 2, 2, "()") == 0) text.resize(text.size() - 2);
  return text;
}

// `CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP` is one default here.
struct TimedDefault {
  std::string value;
  std::string on_update = {};
};

TimedDefault timed_default(const std::string& text) {
  const std::string lowered = lower(text);
  const auto position = lowered.rfind(" on update");
  if (position == std::string::npos) return {.value = lowered};
  return {.value = lowered.substr(0, position),
          .on_update = without_call(lowered.substr(position + 1))};
}

bool functions_differ(const std::string& model, const std::string& database) {
  const auto wanted = timed_default(model);
  const auto found = timed_default(database);
  if (!found.on_update.empty()) {
    return wanted.on_update != found.on_update ||
           without_call(wanted.value) != without_call(found.value);
  }
  return without_call(lower(model)) != without_call(found.value);
}

// An index that the server has made for a foreign key, by its name.
bool is_implicit(const Index& index, const Table& table) {
  if (index.unique || !index.name) return false;
  const auto& name = index.name->text;
  const auto columns = named_columns(index);
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
    if (column == name) return true;
    return std::any_of(
        table.constraints.begin(), table.constraints.end(), [&](const Constraint& constraint) {
          const auto* key = std::get_if<ForeignKey>(&constraint);
          return key && key->name && key->name->text == name &&
                 std::find(key->columns.begin(), key->columns.end(), column) != key->columns.end();
        });
  });
}

bool same_ends(const ForeignKey& left, const ForeignKey& right) {
  return left.columns == right.columns && left.referred_columns == right.referred_columns &&
         same_table(left.referred_table, right.referred_table);
}

void restrict_as(const std::optional<std::string>& wanted, std::optional<std::string>& found) {
  if (!found && wanted && lower(*wanted) == "restrict") found = "RESTRICT";
}

}  // namespace

ComparisonFacts MysqlDialect::comparison_facts() const {
  ComparisonFacts facts;
  facts.comments = true;
  facts.type_synonyms.push_back({"bool", "tinyint"});
  facts.type_synonyms.push_back({"json", "longtext"});
  facts.type_attributes = {"character set", "collate"};
  return facts;
}

bool MysqlDialect::types_differ(const Type& model, const Type& database) const {
  const auto wanted = enum_values(model.on(info().name));
  const auto found = enum_values(database.on(info().name));
  if (wanted && found) return *wanted != *found;
  return Dialect::types_differ(model, database);
}

bool MysqlDialect::server_defaults_differ(Connection&, const ComparedDefault& compared) const {
  const auto wanted = compared.model_text.value_or("");
  const auto found = compared.database_text.value_or("");
  const auto model_family = affinity_of(compared.model.type.on(info().name));
  const auto database_family = affinity_of(compared.database.type);
  if (model_family == Affinity::integer && compared.database.primary_key &&
      compared.database.autoincrement == Autoincrement::never && wanted.empty() && found == "'0'") {
    return false;
  }
  if (!found.empty() && database_family == Affinity::integer) {
    return compared.model_text != without_end_quotes(found);
  }
  if (!wanted.empty() && model_family == Affinity::string) {
    return compared.database_text != "'" + without_end_quotes(wanted) + "'";
  }
  if (!found.empty() && !wanted.empty()) return functions_differ(wanted, found);
  return compared.database_text != compared.model_text;
}

void MysqlDialect::adjust_constraints(ComparedConstraints& compared, Reporter&) const {
  settle_doubled_uniques(compared);
  std::set<std::string> implicit;
  auto& found = compared.database_indexes;
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const Index* index) {
                               if (!is_implicit(*index, *compared.database)) return false;
                               implicit.insert(index->name->text);
                               return true;
                             }),
              found.end());
  auto& wanted = compared.model_indexes;
  wanted.erase(std::remove_if(wanted.begin(), wanted.end(),
                              [&](const Index* index) {
                                return index->name && implicit.count(index->name->text) != 0;
                              }),
               wanted.end());
}

void MysqlDialect::adjust_foreign_keys(std::vector<ForeignKey>& database,
                                       const std::vector<ForeignKey>& model) const {
  // RESTRICT is the default and not shown.
  for (auto& found : database) {
    for (const auto& wanted : model) {
      if (!same_ends(found, wanted)) continue;
      restrict_as(wanted.rules.ondelete, found.rules.ondelete);
      restrict_as(wanted.rules.onupdate, found.rules.onupdate);
    }
  }
}

}  // namespace retort::mysql
