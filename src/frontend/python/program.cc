// SPDX-License-Identifier: MIT
#include "frontend/python/program.h"

#include "retort/api.h"

#include "frontend/python/python.h"

#include <string>
#include <vector>

namespace retort::python {
namespace {

/// As the program python does it; its module runpy costs as much as starting the interpreter.
void run_file(const std::string& file) {
  const py::object folder = py::module_::import("os.path").attr("dirname")(file);
  py::module_::import("sys").attr("path").attr("insert")(
      0, py::module_::import("os.path").attr("abspath")(folder));
  const py::dict scope = py::module_::import("__main__").attr("__dict__");
  scope["__file__"] = file;
  const py::object stream = py::module_::import("io").attr("open_code")(file);
  const py::object text = stream.attr("read")();
  stream.attr("close")();
  const py::object builtins = py::module_::import("builtins");
  builtins.attr("exec")(builtins.attr("compile")(text, file, "exec"), scope);
}

void run_module(const std::string& name) {
  py::module_::import("sys").attr("path").attr("insert")(
      0, py::module_::import("os").attr("getcwd")());
  py::module_::import("runpy").attr("_run_module_as_main")(name);
}

int exit_status(py::error_already_set& error) {
  if (!error.matches(PyExc_SystemExit)) {
    error.restore();
    PyErr_Print();
    return 1;
  }
  const py::object code = error.value().attr("code");
  if (code.is_none()) return 0;
  if (py::isinstance<py::int_>(code)) return code.cast<int>();
  const py::object sys = py::module_::import("sys");
  sys.attr("stdout").attr("flush")();
  sys.attr("stderr").attr("write")(py::str(code) + py::str("\n"));
  return 1;
}

int run(InterpreterOptions options) {
  std::vector<std::string>& arguments = options.arguments;
  const bool is_module = arguments.size() > 1 && arguments.front() == "-m";
  if (is_module) arguments.erase(arguments.begin());
  start(options);
  try {
    if (is_module) {
      run_module(arguments.front());
    } else {
      run_file(arguments.front());
    }
    return 0;
  } catch (py::error_already_set& error) {
    return exit_status(error);
  }
}

}  // namespace
}  // namespace retort::python

extern "C" RETORT_API int retort_run_python_program(
    const retort::python::InterpreterOptions& options) {
  const int status = retort::python::run(options);
  // Flushes Python's own streams, whatever the program has left in them.
  return Py_FinalizeEx() < 0 && status == 0 ? 120 : status;
}
