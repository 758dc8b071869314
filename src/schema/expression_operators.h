// SPDX-License-Identifier: MIT
// The type of an expression, and how a bare value takes the type of what it stands beside.
#pragma once

#include "retort/expression.h"
#include "retort/expression_node.h"

#include <optional>

namespace retort::expr {

/// The type that an expression is known to have.
std::optional<Type> type_of(const Expression& expression);

/// A literal without a type gets the one given, where its value is not of a kind of its own;
/// anything else stays.
Expression with_type(Expression expression, const std::optional<Type>& type);

/// The name that a parameter beside this expression takes: that of a column.
Label parameter_name(const Expression& expression);

}  // namespace retort::expr
