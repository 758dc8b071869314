// SPDX-License-Identifier: MIT
#include "runtime/run_limits.h"

#include "retort/config.h"
#include "retort/target.h"

#include "config/run_settings.h"

namespace retort {

RunLimits read_limits(const EnvironmentOptions& environment, const Config* config) {
  RunLimits limits{.lock = environment.lock, .statements = environment.limits};
  if (config == nullptr) return limits;
  RunSettings configured;
  for (const auto& [name, value] : config->target().options) {
    take_run_option(configured, name, value);
  }
  limits.lock.enabled = limits.lock.enabled && configured.lock;
  if (!limits.lock.timeout) limits.lock.timeout = configured.run_lock_timeout;
  StatementLimits& statements = limits.statements;
  if (!statements.lock_timeout) statements.lock_timeout = configured.limits.lock_timeout;
  if (!statements.statement_timeout) {
    statements.statement_timeout = configured.limits.statement_timeout;
  }
  if (statements.retries == 0) statements.retries = configured.limits.retries;
  return limits;
}

}  // namespace retort
