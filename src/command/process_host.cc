// SPDX-License-Identifier: MIT
// The one place where the library looks at the process that it is in, and only when told to.
#include "retort/startup.h"

#include <unistd.h>

#include <filesystem>
#include <string_view>
#include <system_error>

namespace retort {

Host process_host() {
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

}  // namespace retort
