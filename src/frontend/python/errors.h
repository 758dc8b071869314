// SPDX-License-Identifier: MIT
// Errors of the engine as the exceptions that Python programs know, and back.
#pragma once

#include "retort/error.h"

#include "frontend/python/python.h"

#include <exception>

namespace retort::python {

/// From here on every retort::Error that leaves a bound function is raised as what
/// `_retort_exceptions.make(code, message, hint, details)` answers.
void translate_errors();

/// The engine's error that a Python exception came from; null for one of Python's own.
std::exception_ptr engine_error(const py::handle& exception);

}  // namespace retort::python
