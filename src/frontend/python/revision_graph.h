// SPDX-License-Identifier: MIT
// The graph of revisions and the steps along it in Python: what alembic.script.revision stands on.
#pragma once

#include "retort/revision.h"

#include "frontend/python/python.h"

#include <functional>

namespace retort::python {

/// Does `work`; a RevisionError comes out as the exception of alembic.script.revision.
py::object with_revision_errors(const std::function<py::object()>& work);

/// Adds the classes RevisionGraph and Step.
void bind_revision_graph(py::module_& module);

}  // namespace retort::python
