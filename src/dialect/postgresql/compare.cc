// SPDX-License-Identifier: MIT
// What PostgreSQL takes for the same, when it is compared with models.
#include "base/text.h"
#include "dialect/comparison_rules.h"
#include "dialect/postgresql/dialect.h"
#include "dialect/postgresql/index_text.h"
#include "dialect/postgresql/sql.h"
#include "op/sql_tokens.h"
#include "schema/affinity.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"

#include <utility>
#include <variant>

namespace retort::postgresql {
namespace {

constexpr std::string_view nulls_not_distinct = "postgresql_nulls_not_distinct";

std::vector<std::string> compared_options(const Options& options) {
  if (is_on(options, nulls_not_distinct)) return {"nulls_not_distinct"};
  return {};
}

// The defaults of a SERIAL column name its sequence as a regclass.
std::string default_text(const std::string& text) {
  constexpr std::string_view begin = "nextval('";
  const bool of_sequence = text.compare(0, begin.size(), begin) == 0 &&
                           text.find("'::regclass)", begin.size() + 1) != std::string::npos;
  return of_sequence ? replace_all(text, "::regclass", "") : text;
}

bool is_number(const Type& type) { return affinity_of(type) == Affinity::numeric; }

bool is_json(const Type& type) {
  const auto* native = std::get_if<type::Native>(&type.kind);
  return native && native->name == "JSON";
}

// The value of an enumeration type ('x'::type); a server that has it not yet could not compare it.
std::optional<std::string> enum_value(const Type& type, const std::string& text) {
  const auto tokens = sql_tokens(text);
  if (!std::holds_alternative<type::Enum>(type.kind) || tokens.size() < 3 ||
      tokens[0].kind != SqlTokenKind::string || tokens[1].text != "::") {
    return std::nullopt;
  }
  return tokens[0].text;
}

std::string element_text(const PostgresqlSql& sql, const IndexElement& element) {
  return element.expression ? ddl_expression(sql, *element.expression) : sql.quote(element.column);
}

// Alembic's text of the change has a comma behind every character of it.
void add_option_change(const ComparedPair<Index>& pair, std::vector<std::string>& reasons) {
  const auto wanted = compared_options(pair.model.options);
  const auto found = compared_options(pair.database.options);
  if (wanted == found) return;
  for (const char c : "options " + repr_tuple(found) + " to " + repr_tuple(wanted)) {
    reasons.emplace_back(1, c);
  }
}

std::string operator_class_warning(const std::string& position, const std::string& text,
                                   const Index& index) {
  return "Expression " + position + " " + repr(text) + " in index " +
         repr(index.name.value_or(Name()).text) +
         " detected to include an operator clause. Expression compare cannot proceed. Please move "
         "the operator clause to the ``postgresql_ops`` dict to enable proper compare of the index "
         "expressions: "
         "https://docs.sqlalchemy.org/en/latest/dialects/postgresql.html#operator-classes";
}

}  // namespace

ComparisonFacts PostgresqlDialect::comparison_facts() const {
  ComparisonFacts facts;
  facts.comments = true;
  facts.constraints_are_indexes = true;
  facts.type_synonyms.push_back({"float", "double precision"});
  return facts;
}

std::vector<ReflectionNote> PostgresqlDialect::adjust_reflected(Connection&,
                                                                std::vector<Table>& tables) const {
  std::vector<ReflectionNote> notes;
  for (std::size_t position = 0; position < tables.size(); ++position) {
    for (auto& column : tables[position].columns) {
      if (!column.sequence) continue;
      notes.push_back({.table = position,
                       .level = LogLevel::info,
                       .logger = "alembic.ddl.postgresql",
                       .message = "Detected sequence named '" + column.sequence->name +
                                  "' as owned by integer column '" + tables[position].name.name +
                                  "(" + column.name + ")', assuming SERIAL and omitting"});
      column.sequence.reset();
      column.server_default.reset();
    }
  }
  return notes;
}

bool PostgresqlDialect::server_defaults_differ(Connection& connection,
                                               const ComparedDefault& compared) const {
  if (compared.numbered_by_database) return false;
  if (!compared.database_text || !compared.model_text || !compared.model.server_default) {
    return compared.database_text != compared.model_text;
  }
  const auto found = default_text(*compared.database_text);
  if (found == *compared.model_text) return false;
  auto wanted = *compared.model_text;
  if (const auto value = enum_value(compared.database.type, found);
      value && std::holds_alternative<std::string>(*compared.model.server_default)) {
    return *value != without_end_quotes(wanted);
  }
  if (std::holds_alternative<std::string>(*compared.model.server_default) &&
      !is_number(compared.database.type)) {
    wanted = "'" + replace_all(without_end_quotes(wanted), "'", "''") + "'";
  }
  // Only the server knows what its own spelling of a value stands for. It has no `=` for JSON.
  const std::string cast = is_json(compared.database.type) ? "::jsonb" : "";
  const auto answer =
      connection.run({.sql = "SELECT " + found + cast + " = " + wanted + cast + " AS anon_1"});
  const Value value = answer.scalar();
  const auto* same = std::get_if<bool>(&value.base());
  return !same || !*same;
}

Verdict PostgresqlDialect::compare_indexes(const ComparedPair<Index>& pair,
                                           Reporter& reporter) const {
  const auto different = [](std::vector<std::string> reasons) {
    return Verdict{.likeness = Likeness::different, .reasons = std::move(reasons)};
  };
  const auto& wanted = pair.model.elements;
  const auto& found = pair.database.elements;
  std::vector<std::string> changes;
  if (const auto change = uniqueness_change(pair.model, pair.database)) changes.push_back(*change);
  if (wanted.size() != found.size()) {
    changes.push_back("expression number " + std::to_string(found.size()) + " to " +
                      std::to_string(wanted.size()));
  }
  if (!changes.empty()) return different(std::move(changes));

  const PostgresqlSql sql;
  std::vector<std::string> unknown;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto model_text = element_text(sql, wanted[i]);
    const auto database_text = element_text(sql, found[i]);
    const auto& table = pair.model_table.name.name;
    if (comparable_element(model_text, table) == comparable_element(database_text, table)) continue;
    const auto position = "#" + std::to_string(i + 1);
    if (has_operator_class(model_text)) {
      unknown.push_back("expression " + position + " " + repr(model_text) +
                        " detected as including operator clause.");
      reporter.warn(operator_class_warning(position, model_text, pair.database));
    } else {
      changes.push_back("expression " + position + " " + repr(database_text) + " to " +
                        repr(model_text));
    }
  }
  add_option_change(pair, changes);
  if (!changes.empty()) return different(std::move(changes));
  if (!unknown.empty()) return {.likeness = Likeness::unknown, .reasons = std::move(unknown)};
  return {};
}

Verdict PostgresqlDialect::compare_uniques(const ComparedPair<Unique>& pair,
                                           Reporter& reporter) const {
  auto verdict = Dialect::compare_uniques(pair, reporter);
  if (verdict.likeness != Likeness::equal) return verdict;
  const auto wanted = compared_options(pair.model.options);
  const auto found = compared_options(pair.database.options);
  if (wanted == found) return verdict;
  return {.likeness = Likeness::different,
          .reasons = {"expression " + repr_tuple(found) + " to " + repr_tuple(wanted)}};
}

}  // namespace retort::postgresql
