// SPDX-License-Identifier: MIT
#include "config/run_settings.h"

#include "retort/error.h"

#include "base/text.h"

#include <string>

namespace retort {
namespace {

constexpr long long most_retries = 1000;

std::optional<std::chrono::milliseconds> read_duration(std::string_view value) {
  if (strip(value).empty()) return {};
  return parse_duration(value);
}

int read_count(std::string_view value) {
  const std::optional<long long> count = parse_integer(value);
  if (count && *count >= 0 && *count <= most_retries) return static_cast<int>(*count);
  throw ConfigError(repr(value) + " is no number from 0 to " + std::to_string(most_retries));
}

}  // namespace

bool read_switch(std::string_view value) {
  const std::string word = lower_ascii(strip(value));
  if (word == "true" || word == "yes" || word == "on" || word == "1") return true;
  if (word == "false" || word == "no" || word == "off" || word == "0") return false;
  throw ConfigError(repr(value) + " is neither true nor false");
}

void take_run_option(RunSettings& options, std::string_view name, std::string_view value) {
  if (name == "lock") {
    options.lock = read_switch(value);
  } else if (name == "run_lock_timeout") {
    options.run_lock_timeout = read_duration(value);
  } else if (name == "lock_timeout") {
    options.limits.lock_timeout = read_duration(value);
  } else if (name == "statement_timeout") {
    options.limits.statement_timeout = read_duration(value);
  } else if (name == "retries") {
    options.limits.retries = read_count(value);
  }
}

}  // namespace retort
