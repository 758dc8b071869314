// SPDX-License-Identifier: MIT
// CREATE and DROP of schemas and domains: operations of the Python modules that the engine's closed
// set has no kinds for.
#pragma once

#include "retort/operation.h"

#include "frontend/python/notation.h"

#include <optional>

namespace retort::python {

/// Nothing when the operation is none of these.
std::optional<Operation> read_schema_operation(const Notation& notation);

}  // namespace retort::python
