// SPDX-License-Identifier: MIT
// Operators between and around operands: their spelling, their parentheses, the patterns of LIKE.
#include "retort/error.h"

#include "schema/expression_operators.h"
#include "sql/expression_writer.h"
#include "sql/literal.h"

#include <utility>
#include <variant>

namespace retort {

using expr::Operator;

void ExpressionWriter::node(const expr::Unary& node) {
  const Against against{node.op, &node.custom};
  if (node.op == Operator::bitwise_not && !dialect_.has_bitwise_not()) {
    throw Error("Cannot compile bitwise_not in " + std::string(dialect_.name()),
                ErrorCode::compile);
  }
  if (node.op == Operator::is_true || node.op == Operator::is_false) {
    const bool is_true = node.op == Operator::is_true;
    const bool plain = dialect_.native_boolean() || !is_boolean_value(node.operand);
    if (plain && !is_true) raw("NOT ");
    write(node.operand);
    if (!plain) raw(is_true ? " = 1" : " = 0");
    return;
  }
  const std::string spelling = node.op == Operator::custom
                                   ? dialect_.escape_percents(node.custom.text)
                                   : std::string(standard_spelling(node.op));
  if (node.modifier) {
    write_operand(node.operand, against);
    if (node.op == Operator::custom) raw(" ");
    raw(spelling);
    return;
  }
  raw(spelling);
  if (node.op == Operator::custom) raw(" ");
  write_operand(node.operand, against);
}

void ExpressionWriter::write_around(const expr::Binary& node, std::string_view middle) {
  const Against against{node.op, &node.custom};
  const bool before = std::exchange(in_operator_, true);
  write_operand(node.left, against);
  raw(middle);
  if (const auto* list = expr::find<expr::Literal>(node.right);
      list != nullptr && list->expanding) {
    write_in_list(*list, node.op);
  } else if (const auto* bounds = expr::find<expr::ClauseList>(node.right);
             bounds != nullptr &&
             (node.op == Operator::between || node.op == Operator::not_between)) {
    write_operand(bounds->clauses.at(0), {Operator::and_});
    raw(" AND ");
    write_operand(bounds->clauses.at(1), {Operator::and_});
  } else {
    write_operand(node.right, against);
  }
  in_operator_ = before;
}

void ExpressionWriter::write_eagerly(const expr::Binary& node, std::string_view middle) {
  const bool grouped = in_operator_;
  if (grouped) raw("(");
  write_around(node, middle);
  if (grouped) raw(")");
}

void ExpressionWriter::write_like(const expr::Binary& node, std::string_view middle) {
  write_around(node, middle);
  if (node.escape) raw(" ESCAPE ").literal(*node.escape);
}

void ExpressionWriter::node(const expr::Binary& node) {
  if (node.op == Operator::not_in) {
    // The brackets are part of it: an empty list becomes a condition with OR.
    raw("(");
    write_around(node, standard_spelling(node.op));
    raw(")");
    return;
  }
  if (!dialect_.write_binary(*this, node)) write_binary(node);
}

namespace {

Expression lowered(const Expression& operand) {
  return Expression(expr::Node(expr::Function{"lower", {}, {operand}}));
}

Expression grouped(const Expression& operand, Operator op) {
  if (!needs_parentheses(operand, Against{op})) return operand;
  return Expression(expr::Node(expr::Grouping{operand}));
}

// pattern || '%' and the like; the percent sign is text, not a value.
Expression pattern(const Expression& middle, bool percent_before, bool percent_after) {
  const Expression percent(expr::Node([] {
    expr::Column made{"'%'"};
    made.verbatim = true;
    return made;
  }()));
  expr::ClauseList parts{Operator::concat};
  if (percent_before) parts.clauses.push_back(percent);
  parts.clauses.push_back(middle);
  if (percent_after) parts.clauses.push_back(percent);
  return Expression(expr::Node(std::move(parts)));
}

struct PatternOperator {
  Operator op;
  Operator like;
  bool percent_before;
  bool percent_after;
};

constexpr PatternOperator pattern_operators[] = {
    {Operator::starts_with, Operator::like, false, true},
    {Operator::not_starts_with, Operator::not_like, false, true},
    {Operator::istarts_with, Operator::ilike, false, true},
    {Operator::not_istarts_with, Operator::not_ilike, false, true},
    {Operator::ends_with, Operator::like, true, false},
    {Operator::not_ends_with, Operator::not_like, true, false},
    {Operator::iends_with, Operator::ilike, true, false},
    {Operator::not_iends_with, Operator::not_ilike, true, false},
    {Operator::contains, Operator::like, true, true},
    {Operator::not_contains, Operator::not_like, true, true},
    {Operator::icontains, Operator::ilike, true, true},
    {Operator::not_icontains, Operator::not_ilike, true, true},
};

}  // namespace

void ExpressionWriter::write_binary(const expr::Binary& node) {
  for (const PatternOperator& entry : pattern_operators) {
    if (entry.op != node.op) continue;
    expr::Binary like = node;
    like.op = entry.like;
    like.left = grouped(node.left, node.op);
    Expression middle = grouped(node.right, node.op);
    const bool case_insensitive =
        entry.like == Operator::ilike || entry.like == Operator::not_ilike;
    if (case_insensitive && !dialect_.has_ilike()) {
      like.op = entry.like == Operator::ilike ? Operator::like : Operator::not_like;
      like.left = lowered(like.left);
      middle = lowered(middle);
    }
    like.right = pattern(middle, entry.percent_before, entry.percent_after);
    const auto* before = std::exchange(ungrouped_, &like.right.node());
    this->node(like);
    ungrouped_ = before;
    return;
  }
  const std::string_view spelling = standard_spelling(node.op);
  if (node.op == Operator::concat && dialect_.concat_is_function()) {
    raw("concat(").write(node.left).raw(", ").write(node.right).raw(")");
  } else if (node.op == Operator::concat) {
    write_around(node, dialect_.concat_operator());
  } else if (node.op == Operator::modulo && dialect_.double_percents()) {
    write_around(node, " %% ");
  } else if (node.op == Operator::floor_divide) {
    raw("FLOOR(");
    write_around(node, spelling);
    raw(")");
  } else if (node.op == Operator::like || node.op == Operator::not_like) {
    write_like(node, spelling);
  } else if (node.op == Operator::ilike || node.op == Operator::not_ilike) {
    expr::Binary lower = node;
    lower.left = lowered(node.left);
    lower.right = lowered(node.right);
    write_like(lower, spelling);
  } else if (node.op == Operator::between || node.op == Operator::not_between) {
    write_around(node, std::string(spelling) + (node.symmetric ? "SYMMETRIC " : ""));
  } else if (node.op == Operator::not_match) {
    raw("NOT ");
    write_around(node, spelling);
  } else if (node.op == Operator::custom) {
    const std::string middle = " " + dialect_.escape_percents(node.custom.text) + " ";
    if (node.custom.eager_grouping) {
      write_eagerly(node, middle);
    } else {
      write_around(node, middle);
    }
  } else if (spelling.empty()) {
    refuse(node.op);
  } else {
    write_around(node, spelling);
  }
}

void ExpressionWriter::refuse(Operator op) const {
  const std::string name(dialect_.name());
  if (op == Operator::regexp_replace) {
    throw Error(name + " dialect does not support regular expression replacements",
                ErrorCode::compile);
  }
  throw UnsupportedError(
      "Dialect '" + name + "' has no form for the element of a document or an array",
      ErrorCode::unsupported_compilation);
}

void ExpressionWriter::node(const expr::ClauseList& node) {
  if (node.op == Operator::concat && dialect_.concat_is_function()) {
    raw("concat(").write_list(node.clauses, ", ").raw(")");
    return;
  }
  if (node.grouped) raw("(");
  const bool before = std::exchange(in_operator_, in_operator_ || node.op != Operator::comma);
  bool first = true;
  for (const Expression& clause : node.clauses) {
    if (!first) {
      raw(node.op == Operator::concat ? dialect_.concat_operator() : standard_spelling(node.op));
    }
    first = false;
    if (node.op == Operator::and_ || node.op == Operator::or_) {
      write_condition(clause, Against{node.op});
    } else {
      write_operand(clause, {node.op});
    }
  }
  in_operator_ = before;
  if (node.grouped) raw(")");
}

namespace {

std::optional<LiteralForm> form_of(const Expression& expression) {
  if (const std::optional<Type> type = expr::type_of(expression)) return literal_form(*type);
  const auto* literal = expr::find<expr::Literal>(expression);
  if (literal == nullptr) return std::nullopt;
  if (std::holds_alternative<std::int64_t>(literal->value.base())) return LiteralForm::integer;
  if (std::holds_alternative<double>(literal->value.base())) return LiteralForm::number;
  return std::nullopt;
}

}  // namespace

bool both_integers(const expr::Binary& node) {
  return form_of(node.left) == LiteralForm::integer && form_of(node.right) == LiteralForm::integer;
}

}  // namespace retort
