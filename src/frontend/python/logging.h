// SPDX-License-Identifier: MIT
// The engine's log records and warnings in Python's logging and warnings.
#pragma once

#include "retort/reporter.h"

namespace retort::python {

class PythonLogTarget final : public LogTarget {
 public:
  void log(LogLevel level, std::string_view logger, std::string_view message) override;
  void warn(std::string_view message) override;
};

}  // namespace retort::python
