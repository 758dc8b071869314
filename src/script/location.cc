// SPDX-License-Identifier: MIT
#include "script/location.h"

#include "retort/error.h"

#include "base/files.h"
#include "base/text.h"

namespace retort {

namespace {

std::string below(std::string folder, const std::vector<std::string>& parts) {
  for (std::size_t i = 1; i < parts.size(); ++i) folder = join_path(folder, parts[i]);
  return folder;
}

}  // namespace

std::string resolve_location(const std::string& location, const Config& config,
                             const Frontends& frontends) {
  if (is_absolute_path(location) || location.find(':') == std::string::npos) return location;
  const std::vector<std::string> parts = split(location, ":");
  const std::string package = replace_all(parts.front(), ".", "/");
  std::vector<std::string> folders = config.prepend_sys_path();
  folders.emplace_back(".");
  for (const std::string& folder : folders) {
    const std::string path =
        join_path(absolute_path(folder, config.host().working_directory), package);
    if (!package.empty() && is_directory(path)) return below(path, parts);
  }
  for (Frontend* frontend : frontends) {
    if (const auto folder = frontend->package_folder(parts.front(), config)) {
      return below(*folder, parts);
    }
  }
  throw ConfigError(
      "No module named " + repr(parts.front()) + " (for location " + repr(location) + ")",
      "Packages are looked for in prepend_sys_path, in the working directory, and among the "
      "installed ones.");
}

}  // namespace retort
