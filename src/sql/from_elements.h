// SPDX-License-Identifier: MIT
// The FROM elements that expressions speak of: what a select lists without being told.
#pragma once

#include "retort/expression.h"

#include <vector>

namespace retort {

/// The elements that the columns of an expression belong to, in the order of their appearance;
/// those inside a scalar subquery are its own.
std::vector<Expression> from_elements(const Expression& expression);

/// Whether the element is in the list.
bool contains(const std::vector<Expression>& list, const Expression& element);

/// Adds it unless it is there.
void add_once(std::vector<Expression>& list, const Expression& element);

}  // namespace retort
