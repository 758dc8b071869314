// SPDX-License-Identifier: MIT
// Precedence of operators, their standard spelling, and when an operand needs parentheses. The
// ranks are those of SQLAlchemy, so that the same parentheses are written.
#pragma once

#include "retort/expression.h"
#include "retort/expression_node.h"

#include <optional>
#include <string_view>

namespace retort {

/// What an operand stands beside.
struct Against {
  expr::Operator op;
  const expr::CustomOperator* custom = nullptr;  ///< set for Operator::custom
};

/// Whether the operand is put in parentheses beside that operator; beside none (an item that
/// stands for itself, as after WHEN or in SET): every operator is.
bool needs_parentheses(const Expression& operand, const std::optional<Against>& against);

/// Whether the expression is a value of a boolean type, which stands as a condition of its own only
/// where the dialect knows truth values.
bool is_boolean_value(const Expression& expression);

/// What a divisor is cast to where the division of whole numbers drops the fraction: its own type
/// when that has fractions, else NUMERIC.
Type divisor_type(const Expression& divisor);

/// The text between two operands ("=" with its blanks), or before or after one.
std::string_view standard_spelling(expr::Operator op);

}  // namespace retort
