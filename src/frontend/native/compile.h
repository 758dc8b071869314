// SPDX-License-Identifier: MIT
// Compiles C++ files into shared objects and keeps them, so that a file is compiled once.
#pragma once

#include "retort/reporter.h"

#include "frontend/native/settings.h"

#include <string>
#include <vector>

namespace retort {

/// Paths of the shared objects made of `sources` (absolute paths), in their order. What is in
/// the cache is not compiled again. Safe beside other processes that use the same cache. Throws
/// ScriptError with the compiler's own text, Error when the compiler cannot be run or the cache
/// not be written.
std::vector<std::string> compile_sources(const CompilerSettings& settings,
                                         const std::vector<std::string>& sources,
                                         Reporter& reporter);

}  // namespace retort
