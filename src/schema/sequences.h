// SPDX-License-Identifier: MIT
// The sequences of a model: those of its own and those that its columns name.
#pragma once

#include "retort/schema.h"

#include <vector>

namespace retort {

/// Each sequence once, by name and schema: the model's own first, then those at columns in the
/// order of tables and columns. A sequence of a column without a schema gets the model's.
std::vector<Sequence> collect_sequences(const MetaData& metadata);

}  // namespace retort
