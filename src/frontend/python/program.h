// SPDX-License-Identifier: MIT
// A whole program in Python, from its start to its exit status.
#pragma once

#include "frontend/python/interpreter.h"

namespace retort::python {

/// The function by which the library is entered.
using RunProgram = int (*)(const InterpreterOptions& options);
constexpr const char* run_program_symbol = "retort_run_python_program";

}  // namespace retort::python
