// SPDX-License-Identifier: MIT
#include "frontend/native/load.h"

#include "retort/error.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstring>
#include <string>

namespace retort {

std::string plugin_mismatch(const Plugin& plugin) {
  const Plugin own = describe_plugin(nullptr);
  if (plugin.abi != own.abi) {
    return fmt::format("it speaks version {} of the plugin interface, and this program version {}",
                       plugin.abi, own.abi);
  }
  if (plugin.pointer_size != own.pointer_size) {
    return fmt::format("it was built for {} bits, and this program for {}", 8 * plugin.pointer_size,
                       8 * own.pointer_size);
  }
  const auto built = [](const Plugin& side) {
    return fmt::format("Retort {} (compiler {}, {})", side.library, side.compiler,
                       side.standard_library);
  };
  if (std::strcmp(plugin.library, own.library) != 0 ||
      std::strcmp(plugin.standard_library, own.standard_library) != 0) {
    return fmt::format("it was built for {}, and this is {}", built(plugin), built(own));
  }
  if (plugin.layout != own.layout) {
    return fmt::format(
        "it was built with other headers of Retort {} than this program: the layouts are "
        "{:016x} and {:016x}",
        plugin.library, plugin.layout, own.layout);
  }
  return {};
}

const Plugin& load_plugin(const std::string& path, const std::string& source) {
  // Never unloaded: exceptions, functions and values that come from the code may outlive the run.
  void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* reason = dlerror();
    const std::string text = reason == nullptr ? "" : reason;
    throw ScriptError(fmt::format("{} cannot be loaded: {}", source, text),
                      {.path = source, .traceback = text});
  }
  using Function = const Plugin* (*)();
  const auto function = reinterpret_cast<Function>(dlsym(handle, RETORT_PLUGIN_SYMBOL));
  if (function == nullptr) {
    throw ScriptError(
        fmt::format("{} is not a migration of Retort: it has no function {}", source,
                    RETORT_PLUGIN_SYMBOL),
        {.path = source},
        "A migration ends with RETORT_MIGRATION(identity, upgrade, downgrade), an env.cc with "
        "RETORT_ENVIRONMENT(configure)");
  }
  const Plugin& plugin = *function();
  const std::string mismatch = plugin_mismatch(plugin);
  if (!mismatch.empty()) {
    throw ScriptError(fmt::format("{} does not fit this program: {}", source, mismatch),
                      {.path = source}, "Build it again with the headers of this program");
  }
  return plugin;
}

}  // namespace retort
