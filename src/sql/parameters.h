// SPDX-License-Identifier: MIT
// Gives the parameters of a statement their values.
#pragma once

#include "retort/expression.h"

namespace retort {

/// The statement with its parameters: those that a text names, or for an INSERT without rows and
/// an UPDATE without assignments the values of the columns of those names. Throws Error (argument)
/// for a name that the statement has no place for.
Expression with_parameters(const Expression& statement, const Parameters& parameters);

}  // namespace retort
