// SPDX-License-Identifier: MIT
// What a database holds, for the Python modules.
#pragma once

#include "frontend/python/python.h"

namespace retort::python {

/// Adds reflect_tables, names, default_schema, view_definition and reflect_enums, whose first
/// argument is a Connection.
void bind_reflection(py::module_& module);

}  // namespace retort::python
