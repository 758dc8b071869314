// SPDX-License-Identifier: MIT
// Which operations of a generated migration take data away that its author may mean to keep.
#pragma once

#include "retort/operation.h"

#include <string>
#include <vector>

namespace retort {

/// For an operation that drops a column or table while others add one that it may have become: a
/// warning in one sentence. Empty for all others. `migration` is everything in the same direction.
std::string rename_warning(const Operation& operation, const std::vector<Operation>& migration);

}  // namespace retort
