// SPDX-License-Identifier: MIT
#include "base/cache.h"

#include "base/files.h"

#include <chrono>
#include <filesystem>
#include <system_error>

namespace retort {
namespace {

using Clock = std::filesystem::file_time_type::clock;

constexpr std::chrono::hours kept_unused = std::chrono::hours(24 * 30);

}  // namespace

std::string user_cache_directory(const Host& host) {
  if (const std::string* cache = host.find_variable("XDG_CACHE_HOME");
      cache != nullptr && is_absolute_path(*cache)) {
    return join_path(*cache, "retort");
  }
  if (const std::string* home = host.find_variable("HOME");
      home != nullptr && is_absolute_path(*home)) {
    return join_path(*home, ".cache/retort");
  }
  return {};
}

void note_use(const std::string& path) {
  std::error_code ignored;
  const auto now = Clock::now();
  const auto used = std::filesystem::last_write_time(path, ignored);
  if (ignored || now - used < std::chrono::hours(24)) return;
  std::filesystem::last_write_time(path, now, ignored);
}

bool is_unused(const std::string& path) {
  std::error_code failure;
  const auto used = std::filesystem::last_write_time(path, failure);
  return !failure && used < Clock::now() - kept_unused;
}

}  // namespace retort
