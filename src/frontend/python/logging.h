// SPDX-License-Identifier: MIT
// The engine's log records and warnings in Python's logging and warnings.
#pragma once

#include "retort/reporter.h"

#include <string_view>

namespace retort::python {

class PythonLogTarget final : public LogTarget {
 public:
  void log(LogLevel level, std::string_view logger, std::string_view message) override;
  void warn(std::string_view message) override;
};

/// Whether anybody may hear what is logged there.
bool is_heard(LogLevel level, std::string_view logger);

/// While it lives, nothing that its thread logs at `info` or below reaches Python: others go on
/// there. For who has asked whether anybody would hear it.
class UnheardThread {
 public:
  UnheardThread();
  UnheardThread(const UnheardThread&) = delete;
  UnheardThread& operator=(const UnheardThread&) = delete;
  ~UnheardThread();
};

}  // namespace retort::python
