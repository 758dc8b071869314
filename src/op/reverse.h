// SPDX-License-Identifier: MIT
// What undoes an operation.
#pragma once

#include "retort/operation.h"

#include <vector>

namespace retort {

/// The operations that undo one, in the order they are to be carried out. What an operation takes
/// away must stand in it (`original`, `existing_...`); throws UnsupportedError where it does not,
/// or where nothing undoes it (data statements).
std::vector<Operation> reverse(const Operation& operation);

}  // namespace retort
