// SPDX-License-Identifier: MIT
// The commands as functions of Python: what alembic.command stands on.
#pragma once

#include "retort/config.h"

#include "frontend/python/python.h"

#include <memory>

namespace retort::python {

/// The object of Python that a command's configuration came from; null: from none.
std::shared_ptr<Config> config_of_command(const Config& config);

/// Adds command(name, config, arguments).
void bind_commands(py::module_& module);

}  // namespace retort::python
