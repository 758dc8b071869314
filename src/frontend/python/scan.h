// SPDX-License-Identifier: MIT
// Reading the identity of a Python revision file from its text, without an interpreter.
#pragma once

#include "retort/frontend.h"

#include <optional>

namespace retort::python {

/// The identity, or `incomplete`; absent when it is not written as plain literals at the top level
/// of the module (or not at all, or not in Python), so that only running the file can tell.
std::optional<ScanResult> scan(const ScanInput& input);

}  // namespace retort::python
