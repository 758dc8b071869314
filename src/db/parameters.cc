// SPDX-License-Identifier: MIT
#include "db/parameters.h"

#include "retort/error.h"
#include "retort/expression_node.h"

#include <algorithm>

namespace retort {
namespace {

[[noreturn]] void refuse(const std::string& name) {
  throw Error("The statement has no parameter called '" + name + "'", ErrorCode::argument,
              "Parameters are written :name in the text of a statement.");
}

Expression in_text(expr::Text text, const Parameters& parameters) {
  for (const auto& [name, value] : parameters) {
    // A text lists the parameters that have a value or a type; the others are found in compiling.
    if (text.sql.find(":" + name) == std::string::npos) refuse(name);
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
