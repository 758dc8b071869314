// SPDX-License-Identifier: MIT
// Autogenerate in Python: what alembic.autogenerate stands on.
#pragma once

#include "frontend/python/python.h"

namespace retort::python {

/// Adds the class Comparison and the functions on names of plugins.
void bind_autogenerate(py::module_& module);

}  // namespace retort::python
