// SPDX-License-Identifier: MIT
// What SQLite takes for the same, when it is compared with models.
#include "base/text.h"
#include "dialect/comparison_rules.h"
#include "dialect/sqlite/dialect.h"
#include "op/sql_tokens.h"
#include "schema/lookup.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace retort::sqlite {
namespace {

// What may stand behind DEFAULT without parentheses, as far as Alembic tells.
bool needs_parentheses(const std::string& text) {
  if (text.empty()) return false;
  const bool digit = text.size() == 1 && (is_digit(text[0]) || text[0] == '.');
  const bool one_line = text.find('\n') == std::string::npos && text.size() > 2;
  const bool quoted = one_line && text.front() == '\'' && text.back() == '\'';
  const bool grouped = one_line && text.front() == '(' && text.back() == ')';
  return !digit && !quoted && !grouped;
}

std::string plain(const std::optional<std::string>& text) {
  return without_quotes(without_parentheses(*text));
}

}  // namespace

std::vector<ReflectionNote> SqliteDialect::adjust_reflected(Connection&,
                                                            std::vector<Table>& tables) const {
  std::vector<ReflectionNote> notes;
  for (std::size_t position = 0; position < tables.size(); ++position) {
    auto& table = tables[position];
    for (auto& column : table.columns) {
      if (!column.server_default) continue;
      const auto* expression = std::get_if<Expression>(&*column.server_default);
      if (!expression) continue;
      const auto sql = compile(*expression, {}).sql;
      if (needs_parentheses(sql)) {
        column.server_default = ServerDefault(text(escape_parameters("(" + sql + ")")));
      }
    }
    const auto told = static_cast<std::ptrdiff_t>(notes.size());
    auto& indexes = table.indexes;
    indexes.erase(std::remove_if(indexes.begin(), indexes.end(),
                                 [&](const Index& index) {
                                   if (!has_expressions(index)) return false;
                                   notes.push_back({.table = position,
                                                    .level = LogLevel::warning,
                                                    .message = "Skipped unsupported reflection of "
                                                               "expression-based index " +
                                                               index.name.value_or(Name()).text});
                                   return true;
                                 }),
                  indexes.end());
    // SQLite lists a table's indexes from the last to the first.
    std::reverse(notes.begin() + told, notes.end());
  }
  return notes;
}

bool SqliteDialect::server_defaults_differ(Connection&, const ComparedDefault& compared) const {
  if (!compared.model_text || !compared.database_text) {
    return compared.model_text.has_value() != compared.database_text.has_value();
  }
  return plain(compared.database_text) != plain(compared.model_text);
}

void SqliteDialect::adjust_constraints(ComparedConstraints& compared, Reporter& reporter) const {
  skip_expression_indexes(compared, info().name, reporter);
}

}  // namespace retort::sqlite
