// SPDX-License-Identifier: MIT
#include "runtime/run_limits.h"

#include "retort/config.h"
#include "retort/error.h"
#include "retort/target.h"

#include "base/text.h"

#include <fmt/format.h>

namespace retort {
namespace {

using OptionTexts = std::map<std::string, std::string, std::less<>>;
using Duration = std::optional<std::chrono::milliseconds>;

Duration read_duration(const OptionTexts& options, std::string_view name) {
  const auto found = options.find(name);
  if (found == options.end() || strip(found->second).empty()) return {};
  try {
    return parse_duration(found->second);
  } catch (const ConfigError& error) {
    throw ConfigError(fmt::format("Option {}: {}", name, error.what()), error.hint());
  }
}

bool read_switch(const OptionTexts& options, std::string_view name) {
  const auto found = options.find(name);
  if (found == options.end()) return true;
  const std::string word = lower_ascii(strip(found->second));
  if (word == "true" || word == "yes" || word == "on" || word == "1") return true;
  if (word == "false" || word == "no" || word == "off" || word == "0") return false;
  throw ConfigError(fmt::format("Option {}: '{}' is neither true nor false", name, found->second));
}

int read_count(const OptionTexts& options, std::string_view name) {
  const auto found = options.find(name);
  if (found == options.end()) return 0;
  const auto count = parse_integer(found->second);
  if (count && *count >= 0 && *count <= 1000) return static_cast<int>(*count);
  throw ConfigError(
      fmt::format("Option {}: '{}' is no number from 0 to 1000", name, found->second));
}

}  // namespace

RunLimits read_limits(const EnvironmentOptions& environment, const Config* config) {
  RunLimits limits{.lock = environment.lock, .statements = environment.limits};
  if (config == nullptr) return limits;
  const OptionTexts& options = config->target().options;
  limits.lock.enabled = limits.lock.enabled && read_switch(options, "lock");
  if (!limits.lock.timeout) limits.lock.timeout = read_duration(options, "run_lock_timeout");
  StatementLimits& statements = limits.statements;
  if (!statements.lock_timeout) statements.lock_timeout = read_duration(options, "lock_timeout");
  if (!statements.statement_timeout) {
    statements.statement_timeout = read_duration(options, "statement_timeout");
  }
  if (statements.retries == 0) statements.retries = read_count(options, "retries");
  return limits;
}

}  // namespace retort
