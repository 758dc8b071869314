// SPDX-License-Identifier: MIT
// Loads compiled code into this process, after making sure that the two fit together.
#pragma once

#include "retort/plugin.h"

#include <string>

namespace retort {

/// Loads the shared object for the rest of the process's life and returns what it tells of
/// itself. `source` is named in messages. Throws ScriptError when it cannot be loaded, or was
/// built by another version of Retort or for another standard library.
const Plugin& load_plugin(const std::string& path, const std::string& source);

/// Why code that tells this of itself cannot be used by this program; empty when it can.
std::string plugin_mismatch(const Plugin& plugin);

}  // namespace retort
