// SPDX-License-Identifier: MIT
// The columns that an expression names; text is not looked into.
#pragma once

#include "retort/expression.h"

#include <string>
#include <vector>

namespace retort {

/// Names of the columns, each once: those that stand less deep first, else in their order.
std::vector<std::string> column_names(const Expression& expression);
/// The same, with the texts that stand in a column's place.
std::vector<std::string> column_names_and_texts(const Expression& expression);

}  // namespace retort
