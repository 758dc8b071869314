// SPDX-License-Identifier: MIT
// Programs in Python whose `alembic` and `sqlalchemy` are Retort's.
#pragma once

#include "retort/api.h"
#include "retort/host.h"

#include <string>
#include <vector>

namespace retort {

struct PythonProgram {
  std::string library = {};  ///< libretort_python.so, as in PythonOptions
  /// A file and its arguments, or "-m", a module, and its arguments.
  std::vector<std::string> arguments = {};
  Host host = {};  ///< VIRTUAL_ENV, HOME and PYTHONPATH are honoured
};

/// Runs the program as `python3` would and answers with its exit status; a failure of its own has
/// been printed then. Once in the life of a process, and last: Python has ended afterwards. Throws
/// ScriptError where there is no Python, Error where it cannot be started.
RETORT_API int run_python_program(const PythonProgram& program);

}  // namespace retort
