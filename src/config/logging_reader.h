// SPDX-License-Identifier: MIT
// The logging sections of an ini file ([loggers], [handlers], [formatters]) as Python's
// logging.config.fileConfig reads them.
#pragma once

#include "retort/logging.h"

#include "config/ini.h"

#include <optional>
#include <string_view>

namespace retort {

/// Absent when there is no [loggers] section. `path` is for messages; relative file names of
/// handlers stay as they are. Throws ConfigError.
std::optional<LoggingConfig> read_logging(const IniDocument& ini, std::string_view path);

}  // namespace retort
