// SPDX-License-Identifier: MIT
// The interpreter that runs a project's Python.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace retort::python {

struct InterpreterOptions {
  std::string virtual_environment = {};  ///< its packages can be imported (VIRTUAL_ENV)
  std::string home = {};  ///< HOME: the user's own packages, outside of a virtual environment
  std::string python_path = {};             ///< PYTHONPATH: folders, separated by colons
  std::vector<std::string> arguments = {};  ///< sys.argv; the first is the program
  /// Takes the modules of this library from a folder instead of the frozen ones: for work on them.
  std::string module_folder = {};
  /// Called when Python is there and nothing of the user's has run yet: folders of packages may
  /// hold lines of Python to run at once (.pth files).
  std::function<void()> before_packages = {};
};

/// Starts the interpreter, once in the life of the process; later calls do nothing. The calling
/// thread holds Python's lock afterwards. Throws Error when Python cannot be started.
void start(const InterpreterOptions& options);

}  // namespace retort::python
