// SPDX-License-Identifier: MIT
// Scalars between Python and the core.
#pragma once

#include "retort/value.h"

#include "frontend/python/notation.h"

#include <string>
#include <utility>
#include <vector>

namespace retort::python {

/// Throws Error (argument) for an object that no database value can be made of.
Value read_value(const Notation& notation);
/// NULL when the key is absent.
Value read_optional_value(const Notation& notation, const char* key);
std::vector<Value> read_values(const Notation& notation);
/// From a list of (name, value).
Parameters read_parameters(const Notation& notation);

py::object write_value(const Value& value);
py::list write_values(const std::vector<Value>& values);

/// Adds the class Json, a document as text.
void bind_values(py::module_& module);

}  // namespace retort::python
