// SPDX-License-Identifier: MIT
// A whole program in Python, from its start to its exit status.
#pragma once

#include "retort/api.h"

#include "frontend/python/interpreter.h"

namespace retort::python {

/// The function by which the library is entered.
using RunProgram = int (*)(const InterpreterOptions& options);
constexpr const char* run_program_symbol = "retort_run_python_program";

}  // namespace retort::python

/// Runs a file or, after "-m", a module, and ends Python. Throws retort::Error where it cannot be
/// started.
extern "C" RETORT_API int retort_run_python_program(
    const retort::python::InterpreterOptions& options);
