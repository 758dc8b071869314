// SPDX-License-Identifier: MIT
// python_run [--shim FOLDER] SCRIPT ARGUMENT...: runs a script in the interpreter of the Python
// door, where `alembic` and `sqlalchemy` are Retort's. `--shim` takes those modules from a folder.
#include "retort/error.h"

#include "frontend/python/interpreter.h"
#include "frontend/python/python.h"

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

namespace {

int run(const std::string& script) {
  try {
    py::module_::import("sys").attr("path").attr("insert")(
        0, py::module_::import("os.path").attr("dirname")(script));
    // As the program python does it; its module runpy costs as much as starting the interpreter.
    const py::dict scope = py::module_::import("__main__").attr("__dict__");
    scope["__file__"] = script;
    const py::object file = py::module_::import("io").attr("open_code")(script);
    const py::object text = file.attr("read")();
    file.attr("close")();
    const py::object builtins = py::module_::import("builtins");
    builtins.attr("exec")(builtins.attr("compile")(text, script, "exec"), scope);
    return 0;
  } catch (py::error_already_set& error) {
    if (!error.matches(PyExc_SystemExit)) {
      error.restore();
      PyErr_Print();
      return 1;
    }
    const py::object code = error.value().attr("code");
    if (code.is_none()) return 0;
    if (py::isinstance<py::int_>(code)) return code.cast<int>();
    std::cerr << std::string(py::str(code)) << "\n";
    return 1;
  }
}

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
    retort::python::start(options);
  } catch (const retort::Error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  const int code = run(arguments[0]);
  // Flushes Python's own streams, whatever the script has left in them.
  return Py_FinalizeEx() < 0 && code == 0 ? 120 : code;
}
