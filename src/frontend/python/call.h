// SPDX-License-Identifier: MIT
// Going from the engine into Python and back: what a failure there becomes here.
#pragma once

#include "retort/error.h"
#include "retort/migration.h"

#include "frontend/python/python.h"

#include <exception>
#include <functional>
#include <string>
#include <utility>

namespace retort::python {

/// A Python exception on its way through the engine, between a script and the env file.
class PythonFailure final : public ForeignFailure {
 public:
  // NOLINTNEXTLINE(bugprone-throw-keyword-missing): kept, not thrown
  explicit PythonFailure(py::error_already_set error);
  /// Class and text of the exception, as the last line of a traceback has them.
  const char* what() const noexcept override { return text_.c_str(); }
  py::error_already_set& error() { return error_; }

 private:
  py::error_already_set error_;
  std::string text_;
};

/// Which script was at work, for the failure's exception.
struct ScriptPlace {
  std::string revision = {};
  std::string path = {};
};

/// The module `_retort_door`.
py::module_ door_module();

/// Throws what a Python exception is to the engine's caller: the engine's own error where it came
/// from there, a CommandError as Error, SystemExit as ScriptExit, anything else as ScriptError;
/// with the traceback of the user's frames.
[[noreturn]] void throw_engine_error(py::error_already_set& error);

/// Does `work`; a Python exception comes out as throw_engine_error says.
void enter(const std::function<void()>& work);

/// Notes on the exception which script was at work, unless that is known.
void note_place(const py::error_already_set& error, const ScriptPlace& place);

}  // namespace retort::python
