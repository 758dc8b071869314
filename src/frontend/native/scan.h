// SPDX-License-Identifier: MIT
// Reads the identity of a C++ migration from its text; no compiler is involved.
#pragma once

#include "retort/frontend.h"

namespace retort {

/// Finds the constant of type RevisionIdentity, and the comment that the file begins with.
/// `other` when there is no such constant. Throws ScriptError (file and line) when it is not
/// written with designated initialisers of string literals.
ScanResult scan_native(const ScanInput& input);

}  // namespace retort
