// SPDX-License-Identifier: MIT
#include "frontend/python/logging.h"

#include "frontend/python/call.h"
#include "frontend/python/run.h"

namespace retort::python {
namespace {

int python_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return 10;
    case LogLevel::info:
      return 20;
    case LogLevel::warning:
      return 30;
    case LogLevel::error:
      return 40;
  }
  return 40;
}

/// A record may come while an exception is on its way.
template <class Work>
void between(const Work& work) {
  py::error_scope kept;
  try {
    work();
  } catch (py::error_already_set& error) {
    if (has_environment()) throw PythonFailure(std::move(error));
    error.discard_as_unraisable("a log record");
  }
}

/// Most of what the engine says is what it sends to the database, which few people ask to see.
bool is_quiet(PyObject* modules, LogLevel level, const py::str& logger) {
  if (level > LogLevel::info) return false;
  PyObject* module = PyDict_GetItemString(modules, "_retort_logging");
  return module != nullptr &&
         PySet_Contains(py::handle(module).attr("quiet").ptr(), logger.ptr()) == 1;
}

thread_local bool is_unheard = false;

}  // namespace

UnheardThread::UnheardThread() { is_unheard = true; }
UnheardThread::~UnheardThread() { is_unheard = false; }

bool is_heard(LogLevel level, std::string_view logger) {
  // Nobody can listen before the module has been imported.
  PyObject* modules = PyImport_GetModuleDict();
  if (PyDict_GetItemString(modules, "logging") == nullptr) return false;
  return !is_quiet(modules, level, py::str(logger.data(), logger.size()));
}

void PythonLogTarget::log(LogLevel level, std::string_view logger, std::string_view message) {
  if (is_unheard && level <= LogLevel::info) return;
  const py::gil_scoped_acquire ours;
  between([&] {
    if (!is_heard(level, logger)) return;
    const py::str name(logger.data(), logger.size());
    door_module().attr("log")(python_level(level), name, py::str(message.data(), message.size()));
  });
}

void PythonLogTarget::warn(std::string_view message) {
  const py::gil_scoped_acquire ours;
  between([&] { door_module().attr("warn")(py::str(message.data(), message.size())); });
}

}  // namespace retort::python
