// SPDX-License-Identifier: MIT
#include "frontend/python/errors.h"

#include <memory>

namespace retort::python {
namespace {

constexpr const char* error_attribute = "_retort_error";
constexpr const char* capsule_name = "retort.error";

py::dict details_of(const Error& error) {
  py::dict details;
  if (const auto* database = dynamic_cast<const DatabaseError*>(&error)) {
    const DatabaseError::Details& known = database->details();
    details["sqlstate"] = known.sqlstate;
    details["native_code"] = known.native_code;
    details["statement"] = known.statement;
    details["revision"] = known.revision;
    details["path"] = known.path;
    details["line"] = known.line;
    details["connection"] = known.connection;
    details["server_text"] = known.server_text;
  }
  if (const auto* script = dynamic_cast<const ScriptError*>(&error)) {
    const ScriptError::Details& known = script->details();
    details["revision"] = known.revision;
    details["path"] = known.path;
    details["line"] = known.line;
    details["traceback"] = known.traceback;
  }
  return details;
}

void raise(const Error& error, const std::exception_ptr& held) {
  const py::object exception =
      py::module_::import("_retort_exceptions")
          .attr("make")(error_name(error.code()), error.what(), error.hint(), details_of(error));
  exception.attr(error_attribute) =
      py::capsule(new std::exception_ptr(held), capsule_name, [](PyObject* capsule) {
        delete static_cast<std::exception_ptr*>(PyCapsule_GetPointer(capsule, capsule_name));
      });
  PyErr_SetObject(py::type::handle_of(exception).ptr(), exception.ptr());
}

}  // namespace

void translate_errors() {
  // NOLINTNEXTLINE(performance-unnecessary-value-param): pybind11's signature
  py::register_exception_translator([](std::exception_ptr held) {
    try {
      if (held) std::rethrow_exception(held);
    } catch (const Error& error) {
      try {
        raise(error, held);
      } catch (py::error_already_set& failure) {
        failure.restore();
      }
    }
  });
}

std::exception_ptr engine_error(const py::handle& exception) {
  const py::object held = py::getattr(exception, error_attribute, py::none());
  if (held.is_none()) return nullptr;
  void* pointer = PyCapsule_GetPointer(held.ptr(), capsule_name);
  if (pointer == nullptr) throw py::error_already_set();
  return *static_cast<std::exception_ptr*>(pointer);
}

}  // namespace retort::python
