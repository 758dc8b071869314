// SPDX-License-Identifier: MIT
// Expressions and data statements from their notation: {"node": kind, field: value...}.
#pragma once

#include "retort/expression.h"

#include "frontend/python/notation.h"

namespace retort::python {

Expression read_expression(const Notation& notation);

}  // namespace retort::python
