// SPDX-License-Identifier: MIT
// The engine's commentary where a Python program is in charge: its logging, its warnings, and
// status lines on its sys.stdout.
#pragma once

#include "retort/reporter.h"

#include "frontend/python/logging.h"

#include <string_view>

namespace retort::python {

class PythonReporter final : public Reporter {
 public:
  void log(LogLevel level, std::string_view logger, std::string_view message) override {
    target_.log(level, logger, message);
  }
  void warn(std::string_view message) override { target_.warn(message); }
  void deprecated(std::string_view message) override;
  void status_begin(std::string_view message) override;
  void status_end(bool ok) override;
  void message(std::string_view line) override;
  void writing_to(const Target& target) override;

 private:
  PythonLogTarget target_;
};

/// The one of programs that no command of the engine's drives.
PythonReporter& program_reporter();

}  // namespace retort::python
