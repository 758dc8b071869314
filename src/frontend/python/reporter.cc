// SPDX-License-Identifier: MIT
#include "frontend/python/reporter.h"

#include "retort/configuration.h"

#include "frontend/python/python.h"

#include <string>

namespace retort::python {
namespace {

/// On sys.stdout, as `alembic.util.messaging` writes; a quiet program hears nothing.
void say(const char* function, std::string_view text) {
  py::error_scope kept;
  try {
    py::module_::import("alembic.util.messaging").attr(function)(py::str(text.data(), text.size()));
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("a status line");
  }
}

}  // namespace

void PythonReporter::deprecated(std::string_view message) { say("warn_deprecated", message); }
void PythonReporter::status_begin(std::string_view message) {
  say("_say", std::string(message) + " ...");
}
void PythonReporter::status_end(bool ok) { say("_say", ok ? "  done\n" : "  FAILED\n"); }
void PythonReporter::message(std::string_view line) { say("_say", std::string(line) + "\n"); }

void PythonReporter::writing_to(const Target& target) { say("_tell", target_banner(target)); }

PythonReporter& program_reporter() {
  static PythonReporter reporter;
  return reporter;
}

}  // namespace retort::python
