// SPDX-License-Identifier: MIT
// The configuration of a project in Python: what alembic.config.Config stands on.
#pragma once

#include "frontend/python/python.h"

namespace retort::python {

/// Adds the class Config.
void bind_config(py::module_& module);

}  // namespace retort::python
