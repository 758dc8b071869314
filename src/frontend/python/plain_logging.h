// SPDX-License-Identifier: MIT
// Logging that needs no Python: what the sections of an ini file ask for as long as they ask only
// for lines on sys.stderr. Importing the module logging takes longer than a run that finds nothing
// to do.
#pragma once

#include "retort/host.h"
#include "retort/logging.h"

#include "frontend/python/python.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace retort::python {

/// A set-up whose lines come out as those of the module logging would.
class PlainLogging {
 public:
  PlainLogging(LoggingConfig config, Host host)
      : config_(std::move(config)), host_(std::move(host)) {}

  /// Those of the loggers say nothing that neither are in the file nor stand below one that is
  /// (`disable_existing_loggers`).
  void disable(const std::vector<std::string>& loggers);
  bool is_enabled(int level, const std::string& logger) const;
  /// What a record comes to, a line for each handler that takes it.
  std::vector<std::string> lines(int level, const std::string& logger,
                                 const std::string& message) const;

 private:
  LoggingConfig config_;
  Host host_;
  std::set<std::string, std::less<>> disabled_ = {};
};

/// Reads the file's sections. Absent where they ask for more than lines on sys.stderr, or are
/// mistaken: Python is the one to say so.
std::optional<PlainLogging> read_plain_logging(const std::string& path, const Host& host);

void bind_plain_logging(py::module_& module);

}  // namespace retort::python
