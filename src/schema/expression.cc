// SPDX-License-Identifier: MIT
// Expressions as values, and the builders of their elements. What SQLAlchemy decides when an
// operator is applied (the type of a bare value, IS for NULL, concatenation of strings) is decided
// here, so that compilers find it in the tree.
#include "retort/expression.h"

#include "retort/expression_node.h"

#include "schema/expression_operators.h"

#include <array>
#include <string>
#include <utility>

namespace retort {

Expression::Expression(expr::Node node)
    : node_(std::make_shared<const expr::Node>(std::move(node))) {}

bool operator==(const Expression& left, const Expression& right) {
  return left.node_ == right.node_ || left.node_->base() == right.node_->base();
}

ColumnElement::ColumnElement(expr::Node node) : Expression(std::move(node)) {}
ColumnElement::ColumnElement(Value value)
    : Expression(value.is_null() ? expr::Node(expr::Null{})
                                 : expr::Node(expr::Literal{std::move(value)})) {}
ColumnElement::ColumnElement(const char* value) : ColumnElement(Value(value)) {}
ColumnElement::ColumnElement(const std::string& value) : ColumnElement(Value(value)) {}
ColumnElement::ColumnElement(bool value) : ColumnElement(Value(value)) {}
ColumnElement::ColumnElement(int value) : ColumnElement(Value(value)) {}
ColumnElement::ColumnElement(std::int64_t value) : ColumnElement(Value(value)) {}
ColumnElement::ColumnElement(double value) : ColumnElement(Value(value)) {}

ColumnElement text(std::string sql, const Parameters& parameters) {
  expr::Text node{std::move(sql)};
  for (const auto& [name, value] : parameters) {
    expr::Literal literal{value};
    literal.name = {name, 0};
    node.parameters.push_back({name, std::move(literal)});
  }
  return ColumnElement(expr::Node(std::move(node)));
}

ColumnElement literal(Value value, std::optional<Type> type) {
  return ColumnElement(expr::Node(expr::Literal{std::move(value), std::move(type)}));
}

ColumnElement inline_literal(Value value, std::optional<Type> type) {
  expr::Literal node{std::move(value), std::move(type)};
  node.always_inline = true;
  return ColumnElement(expr::Node(std::move(node)));
}

ColumnElement column(std::string name, std::optional<Type> type) {
  return ColumnElement(expr::Node(expr::Column{std::move(name), {}, std::move(type)}));
}

ColumnElement column_of(std::string table, std::string name, std::optional<Type> type) {
  return FromElement(std::move(table)).c(std::move(name), std::move(type));
}

ColumnElement literal_column(std::string sql, std::optional<Type> type) {
  expr::Column node{std::move(sql), {}, std::move(type)};
  node.verbatim = true;
  return ColumnElement(expr::Node(std::move(node)));
}

ColumnElement func(std::string_view name, std::vector<Expression> arguments) {
  // The functions that SQLAlchemy knows, so that a dialect may spell them its own way.
  static constexpr std::array<std::string_view, 31> known{"aggregate_strings",
                                                          "array_agg",
                                                          "char_length",
                                                          "coalesce",
                                                          "concat",
                                                          "count",
                                                          "cube",
                                                          "cume_dist",
                                                          "current_date",
                                                          "current_time",
                                                          "current_timestamp",
                                                          "current_user",
                                                          "dense_rank",
                                                          "grouping_sets",
                                                          "localtime",
                                                          "localtimestamp",
                                                          "max",
                                                          "min",
                                                          "mode",
                                                          "now",
                                                          "percent_rank",
                                                          "percentile_cont",
                                                          "percentile_disc",
                                                          "pow",
                                                          "random",
                                                          "rank",
                                                          "rollup",
                                                          "session_user",
                                                          "sum",
                                                          "sysdate",
                                                          "user"};
  expr::Function node;
  std::size_t begin = 0;
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos;
       dot = name.find('.', begin)) {
    node.package.emplace_back(name.substr(begin, dot - begin));
    begin = dot + 1;
  }
  node.name = name.substr(begin);
  node.arguments = std::move(arguments);
  if (node.package.empty()) {
    for (std::string_view candidate : known) node.generic = node.generic || candidate == node.name;
  }
  return ColumnElement(expr::Node(std::move(node)));
}

ColumnElement cast(Expression operand, Type type) {
  return ColumnElement(
      expr::Node(expr::Cast{expr::with_type(std::move(operand), type), std::move(type)}));
}

ColumnElement null() { return ColumnElement(expr::Node(expr::Null{})); }
ColumnElement true_() { return ColumnElement(expr::Node(expr::Boolean{true})); }
ColumnElement false_() { return ColumnElement(expr::Node(expr::Boolean{false})); }

ColumnElement tuple_(std::vector<Expression> elements) {
  return ColumnElement(expr::Node(expr::Tuple{std::move(elements)}));
}

ColumnElement extract(std::string field, Expression operand) {
  return ColumnElement(expr::Node(expr::Extract{std::move(field), std::move(operand)}));
}

namespace {

std::vector<expr::When> make_whens(
    const std::vector<std::pair<ColumnElement, ColumnElement>>& whens) {
  std::vector<expr::When> made;
  made.reserve(whens.size());
  for (const auto& [condition, result] : whens) made.push_back({condition, result});
  return made;
}

}  // namespace

ColumnElement case_(const std::vector<std::pair<ColumnElement, ColumnElement>>& whens,
                    const std::optional<ColumnElement>& otherwise) {
  return ColumnElement(
      expr::Node(expr::Case{{}, make_whens(whens), std::optional<Expression>(otherwise)}));
}

ColumnElement case_value(const ColumnElement& value,
                         const std::vector<std::pair<ColumnElement, ColumnElement>>& whens,
                         const std::optional<ColumnElement>& otherwise) {
  return ColumnElement(
      expr::Node(expr::Case{value, make_whens(whens), std::optional<Expression>(otherwise)}));
}

ColumnElement exists(const Select& select) {
  return ColumnElement(expr::Node(
      expr::Unary{expr::Operator::exists, Expression(expr::Node(expr::ScalarSubquery{select}))}));
}

ColumnElement next_value(std::string sequence, std::optional<std::string> schema) {
  return ColumnElement(expr::Node(expr::NextValue{std::move(sequence), std::move(schema)}));
}

}  // namespace retort
