// SPDX-License-Identifier: MIT
// Dialects in Python: what they are called, what they can do, and the SQL they write.
#pragma once

#include "retort/dialect.h"

#include "frontend/python/notation.h"

namespace retort::python {

/// From {"literal_binds", "paramstyle", "naming_convention", "offline", "existing_types"}.
CompileOptions read_compile_options(const Notation& notation);
NamingConvention read_naming_convention(const Notation& notation);

/// Adds the class Dialect and the functions dialect(name) and dialect_names().
void bind_dialect(py::module_& module);

}  // namespace retort::python
