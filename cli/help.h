// SPDX-License-Identifier: MIT
// Usage and help texts, laid out as argparse does for a screen 80 columns wide.
#pragma once

#include "command_table.h"

#include <string>
#include <string_view>

namespace retort::cli {

/// "branches,current,...": all commands, as usage lines name them.
std::string command_names();
/// The "usage: ..." block of the program, or of one command, ending in a line end.
std::string usage(std::string_view program, const CommandSpec* command);
/// The whole help text.
std::string help(std::string_view program, const CommandSpec* command);
/// What `help` prints: of the program, or of the command that is its topic.
std::string help_text(const Invocation& invocation);

}  // namespace retort::cli
