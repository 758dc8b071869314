// SPDX-License-Identifier: MIT
// What env.py is run for, as Python sees it.
#pragma once

#include "frontend/python/python.h"

namespace retort::python {

/// Adds the class Command, which the engine hands to _retort_door.run_environment.
void bind_command(py::module_& module);

}  // namespace retort::python
