// SPDX-License-Identifier: MIT
#include "retort/error.h"
#include "retort/script.h"

#include "base/files.h"
#include "base/process.h"
#include "base/text.h"

#include <algorithm>

namespace retort {
namespace {

std::string search_path(const Host& host) {
  const std::string* path = host.find_variable("PATH");
  return path == nullptr ? std::string() : *path;
}

std::string find_editor(const Host& host) {
  std::vector<std::string> candidates = {"sensible-editor", "editor", "nano", "vim", "code"};
  std::ptrdiff_t place = 0;
  for (const std::string_view variable : {"EDITOR", "VISUAL"}) {
    const std::string* choice = host.find_variable(std::string(variable));
    if (choice != nullptr && !choice->empty()) {
      std::string path = absolute_path(*choice, host.working_directory);
      if (is_regular_file(path)) return path;
      if (choice->find('/') == std::string::npos)
        candidates.insert(candidates.begin() + std::min<std::ptrdiff_t>(place, 1), *choice);
    }
    ++place;
  }
  for (const std::string& candidate : candidates)
    if (std::string path = find_executable(candidate, search_path(host)); !path.empty())
      return path;
  throw Error(
      "No suitable editor found. Please set the \"EDITOR\" or \"VISUAL\" environment variables");
}

}  // namespace

void open_in_editor(const std::string& path, const Host& host) {
  try {
    ProcessOptions options;
    options.argv = {find_editor(host), path};
    options.directory = host.working_directory;
    if (!host.variables.empty()) options.environment = host.variables;
    const ProcessResult result = run_process(options);
    if (result.status != 0)
      throw Error("Command '['" + options.argv[0] + "', '" + path +
                  "']' returned non-zero exit status " + std::to_string(result.status) + ".");
  } catch (const Error& error) {
    throw Error("Error executing editor (" + std::string(error.what()) + ")");
  }
}

}  // namespace retort
