// SPDX-License-Identifier: MIT
// What a Python program does with a connection beyond running statements: savepoints, SQL with a
// driver's own placeholders, one statement for many rows; and URLs.
#pragma once

#include "frontend/python/python.h"

namespace retort::python {

/// Adds savepoint, release_savepoint, rollback_to_savepoint, set_isolation, driver_sql, run_many,
/// server_text_of, parse_url and format_url.
void bind_session(py::module_& module);

}  // namespace retort::python
