// SPDX-License-Identifier: MIT
// Enumeration types that are objects of their own in the database: created before the first
// operation that needs them, dropped after the last.
#pragma once

#include "retort/operation.h"
#include "retort/schema.h"

#include <string_view>
#include <vector>

namespace retort {

/// The operations, with those that create and drop types between them. `before` and `after` are
/// the tables that the operations lead from and to; `dialect` says which type variants count.
std::vector<Operation> with_enum_types(std::vector<Operation> operations,
                                       const std::vector<Table>& before,
                                       const std::vector<Table>& after, std::string_view dialect);

}  // namespace retort
