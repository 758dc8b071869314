// SPDX-License-Identifier: MIT
// Operations as Python's renderer takes them: what each is about, as a table of its own.
#pragma once

#include "retort/migration.h"

#include "frontend/python/python.h"

namespace retort::python {

/// {"kind": "AddColumn", "name": ..., "schema": ..., "table": notation of a table that has but this
/// column}; what Python has no words for is {"kind": "Execute", "sql": ...}.
py::list write_operations(const std::vector<Operation>& operations, const Dialect& dialect);

}  // namespace retort::python
