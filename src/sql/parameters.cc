// SPDX-License-Identifier: MIT
#include "sql/parameters.h"

#include "retort/error.h"
#include "retort/expression_node.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace retort {
namespace {

[[noreturn]] void refuse(const std::string& name) {
  throw Error("The statement has no parameter called '" + name + "'", ErrorCode::argument,
              "Parameters are written :name in the text of a statement.");
}

/// Whether the text has the parameter `:name`, and not only one whose name begins so.
bool names(std::string_view sql, const std::string& name) {
  const std::string mark = ":" + name;
  for (std::size_t at = sql.find(mark); at != std::string_view::npos; at = sql.find(mark, at + 1)) {
    const std::size_t end = at + mark.size();
    if (end == sql.size()) return true;
    const auto next = static_cast<unsigned char>(sql[end]);
    if (std::isalnum(next) == 0 && next != '_') return true;
  }
  return false;
}

Expression in_text(expr::Text text, const Parameters& parameters) {
  for (const auto& [name, value] : parameters) {
    // A text lists the parameters that have a value or a type; the others are found in compiling.
    if (!names(text.sql, name)) refuse(name);
    const auto known =
        std::find_if(text.parameters.begin(), text.parameters.end(),
                     [&, &wanted = name](const auto& given) { return given.name == wanted; });
    if (known == text.parameters.end()) {
      text.parameters.push_back({.name = name, .literal = {.value = value}});
    } else {
      known->literal.value = value;
      known->literal.required = false;
    }
  }
  return Expression(expr::Node(std::move(text)));
}

std::vector<expr::Assignment> assignments(const Parameters& parameters) {
  std::vector<expr::Assignment> result;
  result.reserve(parameters.size());
  for (const auto& [name, value] : parameters) {
    result.push_back({.column = name, .value = literal(value)});
  }
  return result;
}

}  // namespace

Expression with_parameters(const Expression& statement, const Parameters& parameters) {
  if (parameters.empty()) return statement;
  if (const auto* text = expr::find<expr::Text>(statement)) return in_text(*text, parameters);
  if (const auto* insert = expr::find<expr::Insert>(statement);
      insert != nullptr && insert->rows.empty() && !insert->select) {
    expr::Insert filled = *insert;
    filled.rows.push_back(assignments(parameters));
    return Expression(expr::Node(std::move(filled)));
  }
  if (const auto* update = expr::find<expr::Update>(statement);
      update != nullptr && update->set.empty()) {
    expr::Update filled = *update;
    filled.set = assignments(parameters);
    return Expression(expr::Node(std::move(filled)));
  }
  refuse(parameters.front().first);
}

}  // namespace retort
