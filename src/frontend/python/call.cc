// SPDX-License-Identifier: MIT
#include "frontend/python/call.h"

#include "frontend/python/errors.h"

namespace retort::python {
namespace {

constexpr const char* place_attribute = "_retort_place";

// What `_retort_door.describe` says of an exception.
struct Description {
  std::string kind;     // "command", "exit" or "failure"
  std::string message;  // its last line: class and text
  std::string report;   // traceback and message
  std::string path;     // of the innermost frame of the user's
  int line = 0;
  std::string revision;
  std::string hint;
  int status = 1;
};

// What the engine knows of the failure itself: a statement that had waited failed when the script
// was past the line it came from.
struct Known {
  std::string revision = {};
  std::string path = {};
  int line = 0;
};

Known known_of(const std::exception_ptr& held) {
  if (!held) return {};
  try {
    std::rethrow_exception(held);
  } catch (const DatabaseError& error) {
    return {error.details().revision, error.details().path, error.details().line};
  } catch (const ScriptError& error) {
    return {error.details().revision, error.details().path, error.details().line};
  } catch (const Error&) {
    return {};
  }
}

Description describe(const py::error_already_set& error, const Known& known) {
  const py::dict said =
      door_module().attr("describe")(error.value(), known.revision, known.path, known.line);
  const auto text = [&said](const char* key) { return said[key].cast<std::string>(); };
  return {.kind = text("kind"),
          .message = text("message"),
          .report = text("report"),
          .path = text("path"),
          .line = said["line"].cast<int>(),
          .revision = text("revision"),
          .hint = text("hint"),
          .status = said["status"].cast<int>()};
}

template <class Failure>
Failure reported(Failure failure, const Description& said) {
  failure.set_foreign_report(said.report);
  return failure;
}

}  // namespace

py::module_ door_module() { return py::module_::import("_retort_door"); }

void throw_engine_error(py::error_already_set& error) {
  const std::exception_ptr held = engine_error(error.value());
  const Description said = describe(error, known_of(held));
  if (held) {
    try {
      std::rethrow_exception(held);
    } catch (Error& known) {
      known.set_foreign_report(said.report);
      throw;
    }
  }
  if (said.kind == "exit") throw ScriptExit(said.message, said.status);
  if (said.kind == "command") {
    throw reported(Error(said.message, ErrorCode::command, said.hint), said);
  }
  throw reported(
      ScriptError(
          said.message,
          {.path = said.path, .line = said.line, .revision = said.revision, .traceback = {}},
          said.hint),
      said);
}

void enter(const std::function<void()>& work) {
  try {
    work();
  } catch (PythonFailure& failure) {
    throw_engine_error(failure.error());
  } catch (py::error_already_set& error) {
    throw_engine_error(error);
  }
}

// It is kept, to be thrown by whoever wants to.
// NOLINTNEXTLINE(bugprone-throw-keyword-missing)
PythonFailure::PythonFailure(py::error_already_set error) : error_(std::move(error)) {
  try {
    text_ = error_.type().attr("__name__").cast<std::string>();
    const auto message = py::str(error_.value()).cast<std::string>();
    if (!message.empty()) text_ += ": " + message;
  } catch (py::error_already_set& failure) {
    failure.discard_as_unraisable("the text of an exception");
  }
}

void note_place(const py::error_already_set& error, const ScriptPlace& place) {
  const py::object& value = error.value();
  if (py::hasattr(value, place_attribute)) return;
  if (PyObject_SetAttrString(value.ptr(), place_attribute,
                             py::make_tuple(place.revision, place.path).ptr()) != 0) {
    PyErr_Clear();
  }
}

}  // namespace retort::python
