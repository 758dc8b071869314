// SPDX-License-Identifier: MIT
// The one door to CPython and pybind11, for this folder.
#pragma once

#include <pybind11/eval.h>
#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

namespace py = pybind11;
