// SPDX-License-Identifier: MIT
// Post-write hooks: the formatters and linters that run over a new revision file.
#pragma once

#include "retort/config.h"
#include "retort/frontend.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// Splits as a POSIX shell does, quotes and backslashes resolved. Throws Error for an open quote.
std::vector<std::string> split_shell_words(std::string_view text);

/// The arguments of a hook: `options` with REVISION_SCRIPT_FILENAME replaced by the path, which
/// comes first when the options do not mention it.
std::vector<std::string> hook_arguments(std::string_view options, const std::string& path);

/// Runs the hooks in order over the file at `path`; a type that the project has registered in one
/// of the languages comes before those that are always there. Throws Error with Alembic's texts; a
/// program that fails only warns, as in Alembic its exit status stops nothing.
void run_post_write_hooks(const std::vector<HookConfig>& hooks, const std::string& path,
                          const Config& config, const Frontends& frontends = {});

}  // namespace retort
