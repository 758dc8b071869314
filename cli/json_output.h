// SPDX-License-Identifier: MIT
// What --json prints: one object for each command, and one for whatever went wrong.
#pragma once

#include "retort/json.h"
#include "retort/revision.h"

#include "console.h"

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {

/// Prints a command's result on standard output. It was asked for: --quiet does not stop it.
void print_json(const JsonValue& json, Console& console);

/// {"error": {"code": ..., "message": ..., "hint": ..., ...}}: everything known of a failure.
JsonValue error_json(const std::exception& error);
/// The same for a command line that cannot be read.
JsonValue usage_error_json(std::string_view message, const std::string& hint);

/// One revision of `map`, as every command shows it. `current_rows` is the version table where the
/// command has read it; else nothing is said of `is_current`.
JsonValue revision_json(const RevisionMap& map, const Revision& revision,
                        const std::optional<std::vector<std::string>>& current_rows = {});
/// One movement of a run.
JsonValue step_json(const Step& step);

}  // namespace retort::cli
