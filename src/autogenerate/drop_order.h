// SPDX-License-Identifier: MIT
// When tables can be dropped: once nothing refers to them any more.
#pragma once

#include "retort/autogenerate.h"

#include <cstddef>
#include <vector>

namespace retort {

/// Some of the tables, by their positions, each behind those of them that refer to it. Where that
/// leaves a choice, and in circles, the order is the one given.
std::vector<std::size_t> referring_first(const std::vector<Table>& tables,
                                         const std::vector<std::size_t>& chosen);

/// The groups of a comparison with every removed table behind what refers to it: other removed
/// tables, and the changes of those that stay and refer to it now. Anything else keeps its place.
/// Removed tables that refer to each other in a circle keep their order.
std::vector<const DifferenceGroup*> with_drops_in_order(const Comparison& comparison);

}  // namespace retort
