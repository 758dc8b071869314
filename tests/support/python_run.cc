// SPDX-License-Identifier: MIT
// python_run [--shim FOLDER] SCRIPT ARGUMENT...: `retort python` without the rest of the program.
// `--shim` takes the modules `alembic` and `sqlalchemy` from a folder.
#include "retort/error.h"

#include "frontend/python/program.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace {

const char* variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  retort::python::InterpreterOptions options{.virtual_environment = variable("VIRTUAL_ENV"),
                                             .home = variable("HOME"),
                                             .python_path = variable("PYTHONPATH")};
  if (arguments.size() >= 2 && arguments[0] == "--shim") {
    options.module_folder = arguments[1];
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  if (arguments.empty()) {
    std::cerr << "usage: python_run [--shim FOLDER] SCRIPT ARGUMENT...\n";
    return 2;
  }
  options.arguments = arguments;
  try {
    return retort_run_python_program(options);
  } catch (const retort::Error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
