// SPDX-License-Identifier: MIT
// What a run is told about locks, limits and retries: by the session, then by the options of the
// environment's section.
#pragma once

#include "retort/environment.h"
#include "retort/run_lock.h"

namespace retort {

class Config;

struct RunLimits {
  LockOptions lock = {};
  StatementLimits statements = {};
};

/// What the environment says comes first; then `lock`, `run_lock_timeout`, `lock_timeout`,
/// `statement_timeout` and `retries` of [retort]. Throws ConfigError.
RunLimits read_limits(const EnvironmentOptions& environment, const Config* config);

}  // namespace retort
