// SPDX-License-Identifier: MIT
// Which dialect options there are: a misspelt one must not be lost in silence.
#pragma once

#include "retort/operation.h"

namespace retort {

/// Throws Error(argument) when a table, constraint or index of the operation has an option of a
/// known dialect that this dialect does not have. Options of unknown dialects pass.
void require_known_options(const Operation& operation);

}  // namespace retort
