// SPDX-License-Identifier: MIT
// The library that holds Python's interpreter, as the engine enters it.
#pragma once

#include <string>

namespace retort::python {

/// A function of the library, which is loaded if it is not part of the program already. Throws
/// ScriptError.
void* library_function(const std::string& library, const char* name);

/// The same, null unless it is in the program by now.
void* loaded_function(const char* name);

}  // namespace retort::python
