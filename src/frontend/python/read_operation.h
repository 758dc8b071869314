// SPDX-License-Identifier: MIT
// Operations from their notation: {"op": kind, field: value...}.
#pragma once

#include "retort/operation.h"

#include "frontend/python/notation.h"

namespace retort::python {

Operation read_operation(const Notation& notation);

}  // namespace retort::python
