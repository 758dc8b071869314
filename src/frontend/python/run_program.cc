// SPDX-License-Identifier: MIT
// The engine's half of running a program in Python.
#include "retort/error.h"
#include "retort/python_program.h"

#include "base/files.h"
#include "frontend/python/library.h"
#include "frontend/python/program.h"

#include <fmt/format.h>

namespace retort {

int run_python_program(const PythonProgram& program) {
  if (program.arguments.empty()) throw Error("There is no Python file to run");
  const std::string& file = program.arguments.front();
  if (file != "-m" && !path_exists(file)) {
    throw Error(fmt::format("There is no Python file '{}'", file));
  }
  const auto variable = [&program](const char* name) {
    const std::string* value = program.host.find_variable(name);
    return value == nullptr ? std::string() : *value;
  };
  const auto run = reinterpret_cast<python::RunProgram>(
      python::library_function(program.library, python::run_program_symbol));
  return run({.virtual_environment = variable("VIRTUAL_ENV"),
              .home = variable("HOME"),
              .python_path = variable("PYTHONPATH"),
              .arguments = program.arguments,
              .module_folder = variable("RETORT_PYTHON_MODULES")});
}

}  // namespace retort
