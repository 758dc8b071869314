// SPDX-License-Identifier: MIT
#include "frontend/python/library.h"

#include "retort/error.h"

#include "base/files.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace retort::python {

void* loaded_function(const char* name) { return dlsym(RTLD_DEFAULT, name); }

void* library_function(const std::string& library, const char* name) {
  // The library may be part of the program, or have been loaded already.
  if (void* known = loaded_function(name); known != nullptr) return known;
  if (library.empty() || !path_exists(library)) {
    throw ScriptError("This needs Retort's Python door, which is not installed", {.path = library},
                      "Install the library retort_python beside the program, or name it in "
                      "RETORT_PYTHON_LIBRARY.");
  }
  // Modules of Python that are libraries themselves take its functions from the program. Never
  // unloaded: an interpreter does not go away without a trace.
  void* handle = dlopen(library.c_str(), RTLD_LAZY | RTLD_GLOBAL);
  if (handle == nullptr) {
    const char* reason = dlerror();
    throw ScriptError(
        fmt::format("Retort's Python door cannot be opened: {}", reason == nullptr ? "" : reason),
        {.path = library});
  }
  void* function = dlsym(handle, name);
  if (function == nullptr) {
    throw ScriptError(fmt::format("{} is not Retort's Python door", library), {.path = library});
  }
  return function;
}

}  // namespace retort::python
