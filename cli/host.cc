// SPDX-License-Identifier: MIT
#include "host.h"

#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace retort::cli {

Host this_process() {
  Host host;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    host.variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  std::error_code ignored;
  host.working_directory = std::filesystem::current_path(ignored).string();
  return host;
}

std::string include_directory() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return (program.parent_path() / RETORT_INCLUDE_DIR).lexically_normal().string();
}

}  // namespace retort::cli
