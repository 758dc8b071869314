// SPDX-License-Identifier: MIT
// What the options of a run in [retort] and the environments' sections mean.
#pragma once

#include "retort/run_lock.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace retort {

/// `lock`, `run_lock_timeout`, `lock_timeout`, `statement_timeout` and `retries`.
struct RunSettings {
  bool lock = true;
  std::optional<std::chrono::milliseconds> run_lock_timeout = {};
  StatementLimits limits = {};
};

/// Takes an option; one of another name means nothing here. Throws ConfigError, which says what is
/// wrong with the value.
void take_run_option(RunSettings& options, std::string_view name, std::string_view value);

/// "true", "yes", "on", "1" and their opposites, in any case. Throws ConfigError.
bool read_switch(std::string_view value);

}  // namespace retort
