// SPDX-License-Identifier: MIT
// When tables can be dropped: once nothing refers to them any more.
#pragma once

#include "retort/autogenerate.h"

#include <vector>

namespace retort {

/// The groups of a comparison with every removed table behind what refers to it: other removed
/// tables, and the changes of those that stay and refer to it now. Anything else keeps its place.
/// Removed tables that refer to each other in a circle keep their order.
std::vector<const DifferenceGroup*> with_drops_in_order(const Comparison& comparison);

}  // namespace retort
