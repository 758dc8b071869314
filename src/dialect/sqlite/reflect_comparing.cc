// SPDX-License-Identifier: MIT
#include "dialect/sqlite/reflect_comparing.h"

#include "retort/expression_node.h"

#include "base/text.h"
#include "op/sql_tokens.h"
#include "schema/lookup.h"
#include "sql/type_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

namespace retort::sqlite {
namespace {

struct KnownType {
  std::string_view text;
  std::string_view name;
};

constexpr std::array<KnownType, 27> known_types{{
    {"BIGINT", "BIGINT"},       {"BLOB", "BLOB"},         {"BOOL", "BOOLEAN"},
    {"BOOLEAN", "BOOLEAN"},     {"CHAR", "CHAR"},         {"DATE", "DATE"},
    {"DATE_CHAR", "DATE"},      {"DATETIME", "DATETIME"}, {"DATETIME_CHAR", "DATETIME"},
    {"DECIMAL", "DECIMAL"},     {"DOUBLE", "DOUBLE"},     {"DOUBLE_PRECISION", "DOUBLE_PRECISION"},
    {"FLOAT", "FLOAT"},         {"INT", "INTEGER"},       {"INTEGER", "INTEGER"},
    {"JSON", "JSON"},           {"NCHAR", "NCHAR"},       {"NUMERIC", "NUMERIC"},
    {"NVARCHAR", "NVARCHAR"},   {"REAL", "REAL"},         {"SMALLINT", "SMALLINT"},
    {"TEXT", "TEXT"},           {"TIME", "TIME"},         {"TIME_CHAR", "TIME"},
    {"TIMESTAMP", "TIMESTAMP"}, {"VARCHAR", "VARCHAR"},   {"_CHAR", "TEXT"},
}};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Empty: a type that cannot be told.
std::string_view type_name(std::string_view words) {
  const auto found = std::find_if(known_types.begin(), known_types.end(),
                                  [&](const KnownType& known) { return known.text == words; });
  if (found != known_types.end()) return found->name;
  if (has(words, "INT")) return "INTEGER";
  if (has(words, "CHAR") || has(words, "CLOB") || has(words, "TEXT")) return "TEXT";
  if (has(words, "BLOB") || words.empty()) return {};
  if (has(words, "REAL") || has(words, "FLOA") || has(words, "DOUB")) return "REAL";
  return "NUMERIC";
}

std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end > i) {
      const auto number = parse_integer(text.substr(i, end - i));
      if (number && *number <= 1'000'000'000) numbers.push_back(static_cast<int>(*number));
      i = end;
    } else {
      ++i;
    }
  }
  return numbers;
}

// The arguments in the order in which the type takes them; too many are none.
std::vector<type::Argument> arguments_of(std::string_view name, const std::vector<int>& numbers) {
  std::vector<std::string> names;
  if (name == "VARCHAR" || name == "NVARCHAR" || name == "CHAR" || name == "NCHAR" ||
      name == "TEXT" || name == "BLOB") {
    names = {"length"};
  } else if (name == "NUMERIC" || name == "DECIMAL") {
    names = {"precision", "scale"};
  } else if (name == "FLOAT" || name == "REAL" || name == "DOUBLE" || name == "DOUBLE_PRECISION") {
    names = {"precision"};
  }
  std::vector<type::Argument> arguments;
  if (numbers.size() > names.size()) return arguments;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    arguments.push_back({.name = names[i], .value = Value(numbers[i])});
  }
  return arguments;
}

// `name COLLATE x DESC`: the column's name.
std::optional<std::string> ordered_column(const Expression& expression) {
  const auto* text = expr::find<expr::Text>(expression);
  if (!text) return std::nullopt;
  const auto tokens = sql_tokens(text->sql);
  const auto is_word = [&](std::size_t i, std::string_view word) {
    return i < tokens.size() && tokens[i].kind == SqlTokenKind::word &&
           same_identifier(tokens[i].text, word);
  };
  if (tokens.empty() ||
      (tokens[0].kind != SqlTokenKind::word && tokens[0].kind != SqlTokenKind::quoted)) {
    return std::nullopt;
  }
  std::size_t next = 1;
  if (is_word(next, "COLLATE")) next += 2;
  if (is_word(next, "ASC") || is_word(next, "DESC")) ++next;
  if (next != tokens.size()) return std::nullopt;
  return tokens[0].text;
}

void settle_index(const Table& table, Index& index) {
  for (auto& element : index.elements) {
    if (!element.expression) continue;
    const auto name = ordered_column(*element.expression);
    if (!name) continue;
    for (const auto& column : table.columns) {
      if (same_identifier(column.name, *name)) element = IndexElement(column.name);
    }
  }
}

void drop_no_action(std::optional<std::string>& action) {
  if (action && same_identifier(*action, "NO ACTION")) action.reset();
}

void settle(Constraint& constraint) {
  if (auto* check = std::get_if<Check>(&constraint)) {
    check->type_bound = false;
  } else if (auto* key = std::get_if<ForeignKey>(&constraint)) {
    drop_no_action(key->rules.ondelete);
    drop_no_action(key->rules.onupdate);
    // SQLite reads it and forgets it.
    key->rules.match.reset();
  }
}

// Kind by kind; checks by name, those without one behind the others.
void sort_constraints(std::vector<Constraint>& constraints) {
  const auto key = [](const Constraint& constraint) {
    constexpr std::array<int, std::variant_size_v<Constraint>> ranks{0, 2, 1, 3, 4};
    const auto* check = std::get_if<Check>(&constraint);
    const auto name = !check ? "" : check->name ? check->name->text : "~";
    return std::tuple(ranks[constraint.index()], name);
  };
  std::stable_sort(constraints.begin(), constraints.end(),
                   [&](const Constraint& a, const Constraint& b) { return key(a) < key(b); });
}

}  // namespace

Type reflected_type(std::string_view text) {
  // SQLite counts the words in front of AS (...) among the type's.
  const std::string upper = std::string(
      strip(replace_all(replace_all(upper_ascii(text), "GENERATED", ""), "ALWAYS", "")));
  std::size_t end = 0;
  while (end < upper.size() && (upper[end] == ' ' || is_word(decode_utf8(upper, end).value))) {
    end += decode_utf8(upper, end).length;
  }
  const auto name = type_name(std::string_view(upper).substr(0, end));
  if (name.empty()) return type::Null{};
  std::vector<int> numbers;
  if (end < upper.size() && upper[end] == '(') {
    const auto close = upper.find(')', end);
    if (close != std::string::npos) {
      numbers = numbers_in(std::string_view(upper).substr(end, close - end));
    }
  }
  return native("", std::string(name), arguments_of(name, numbers));
}

Table comparable_table(Table table, const std::vector<DescribedColumn>& columns) {
  for (const auto& described : columns) {
    auto* column = find_column(table, described.name);
    if (!column) continue;
    column->type = reflected_type(described.type);
    if (described.default_text) {
      column->server_default = ServerDefault(text(escape_parameters(*described.default_text)));
    }
  }
  for (auto& constraint : table.constraints) settle(constraint);
  sort_constraints(table.constraints);
  for (auto& index : table.indexes) settle_index(table, index);
  std::stable_sort(table.indexes.begin(), table.indexes.end(),
                   [](const Index& a, const Index& b) { return a.name->text < b.name->text; });
  return table;
}

void complete_foreign_keys(std::vector<Table>& tables) {
  for (auto& table : tables) {
    for (auto& constraint : table.constraints) {
      auto* key = std::get_if<ForeignKey>(&constraint);
      if (!key || !key->referred_columns.empty()) continue;
      for (const auto& other : tables) {
        if (same_identifier(other.name.name, key->referred_table.name)) {
          key->referred_columns = primary_key_columns(other);
        }
      }
    }
  }
}

}  // namespace retort::sqlite
