// SPDX-License-Identifier: MIT
// The logging sections of an ini file as a value, and the rules by which a record is shown: levels
// inherited along dotted names, handlers, and Python's percent formats. Writes to no stream.
#pragma once

#include "retort/api.h"
#include "retort/host.h"
#include "retort/reporter.h"

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// Levels are Python's numbers: NOTSET 0, DEBUG 10, INFO 20, WARNING 30, ERROR 40, CRITICAL 50.
RETORT_API int level_number(LogLevel level);
/// "INFO" for 20, "Level 25" for a number that has no name.
RETORT_API std::string level_name(int level);

struct LoggerConfig {
  std::string name;  ///< qualname; empty for the root logger
  int level = 0;     ///< 0: inherit
  std::vector<std::string> handlers;
  bool propagate = true;
  friend bool operator==(const LoggerConfig&, const LoggerConfig&) = default;
};

enum class LogStream { standard_error, standard_output, file };

struct HandlerConfig {
  std::string name;
  LogStream stream = LogStream::standard_error;
  std::string path;  ///< for LogStream::file
  bool append = true;
  int level = 0;
  std::string formatter;  ///< empty: the bare message
  friend bool operator==(const HandlerConfig&, const HandlerConfig&) = default;
};

struct FormatterConfig {
  std::string name;
  std::string format = "%(message)s";
  std::string date_format;  ///< strftime; empty: ISO with milliseconds
  friend bool operator==(const FormatterConfig&, const FormatterConfig&) = default;
};

/// The whole set-up. A default one shows nothing.
struct LoggingConfig {
  std::vector<LoggerConfig> loggers;
  std::vector<HandlerConfig> handlers;
  std::vector<FormatterConfig> formatters;
  friend bool operator==(const LoggingConfig&, const LoggingConfig&) = default;
};

struct LogRecord {
  int level = 20;
  std::string logger;
  std::string message;
  std::chrono::system_clock::time_point time;
  friend bool operator==(const LogRecord&, const LogRecord&) = default;
};

/// One line for one handler.
struct LogLine {
  const HandlerConfig* handler = nullptr;  ///< owned by the LoggingConfig
  std::string text;                        ///< without line end
};

/// Whether a record of this level would be shown at all on the logger.
RETORT_API bool is_enabled(const LoggingConfig& config, int level, std::string_view logger);

/// What the record comes to: one line for each handler that takes it, in order. The host gives
/// the time zone for %(asctime)s.
RETORT_API std::vector<LogLine> render_record(const LoggingConfig& config, const LogRecord& record,
                                              const Host& host);

}  // namespace retort
