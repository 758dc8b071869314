// SPDX-License-Identifier: MIT
// The configuration of a project in Python: what alembic.config.Config stands on.
#pragma once

#include "frontend/python/python.h"

namespace retort {
class Config;
}

namespace retort::python {

/// Where environments and .env files count: os.environ gets what the files set, and where the
/// target is.
void lend_variables(const Config& config);

/// Adds the class Config.
void bind_config(py::module_& module);

}  // namespace retort::python
