// SPDX-License-Identifier: MIT
// Column types from their notation.
#pragma once

#include "retort/type.h"

#include "frontend/python/notation.h"

#include <optional>

namespace retort::python {

Type read_type(const Notation& notation);
std::optional<Type> read_optional_type(const Notation& notation, const char* key);

}  // namespace retort::python
