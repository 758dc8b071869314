// SPDX-License-Identifier: MIT
#include "frontend/native/settings.h"

#include "retort/error.h"

#include "base/cache.h"
#include "base/files.h"
#include "script/hooks.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

namespace retort {

namespace {

std::vector<std::string> command_line(const std::string& name, const std::string& text) {
  try {
    return split_shell_words(text);
  } catch (const Error& error) {
    throw ConfigError(fmt::format("{} cannot be read: {}", name, error.what()));
  }
}

std::string cache_directory(const Config& config, const std::string& script_location) {
  const Host& host = config.host();
  if (const auto configured = config.option("cxx_cache_dir"); configured && !configured->empty()) {
    return absolute_path(*configured, host.working_directory);
  }
  const std::string cache = user_cache_directory(host);
  return cache.empty() ? join_path(script_location, ".retort-cache") : cache;
}

}  // namespace

CompilerSettings compiler_settings(const Config& config, const NativeOptions& options,
                                   const std::string& script_location) {
  if (options.include_directory.empty()) {
    throw Error("This program cannot compile C++ migrations: it does not know Retort's headers",
                ErrorCode::unsupported,
                "Name a module that retort_add_migrations built in cxx_module, or link the "
                "migrations into the program");
  }
  const Host& host = config.host();
  CompilerSettings settings;
  if (const auto compiler = config.option("cxx_compiler"); compiler && !compiler->empty()) {
    settings.command = command_line("cxx_compiler", *compiler);
  } else if (const std::string* variable = host.find_variable("CXX");
             variable != nullptr && !variable->empty()) {
    settings.command = command_line("CXX", *variable);
  }
  if (settings.command.empty()) settings.command = {"c++"};
  settings.flags = command_line("cxx_flags", config.option("cxx_flags").value_or(""));
  for (const std::string& directory : config.list_option("cxx_include_dirs")) {
    settings.include_directories.push_back(normal_path(absolute_path(directory, script_location)));
  }
  settings.retort_include = options.include_directory;
  settings.cache_directory = cache_directory(config, script_location);
  const std::string* path = host.find_variable("PATH");
  settings.search_path = path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : *path;
  if (!host.variables.empty()) settings.environment = host.variables;
  settings.jobs = std::max(1U, std::thread::hardware_concurrency());
  return settings;
}

}  // namespace retort
