// SPDX-License-Identifier: MIT
// Every command of the program: its name, its help, its options, and what runs it.
#pragma once

#include "retort/command.h"

#include "console.h"
#include "invocation.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {

/// An option or positional argument, bound to a field of the invocation. Exactly one of the
/// pointers is set.
struct ArgumentSpec {
  std::string_view names;    ///< "-m,--message"; a positional's name has no dash
  std::string_view metavar;  ///< what stands for its value in the help; empty for flags
  std::string_view help;
  bool Invocation::*flag = nullptr;
  std::string Invocation::*text = nullptr;
  std::optional<std::string> Invocation::*optional_text = nullptr;
  std::vector<std::string> Invocation::*list = nullptr;
  bool takes_rest = false;       ///< a list that is the rest of the line as it is, options and all
  bool is_optional = false;      ///< a positional that may be left out
  bool needs_full_name = false;  ///< no beginning of its name stands for it
  /// An option before the command's name that Alembic knows only there. The program called
  /// "alembic" keeps to that; else all of these options may follow the command, too.
  bool stands_first = false;
};

struct CommandSpec {
  std::string_view name;
  std::string_view summary;
  std::vector<ArgumentSpec> arguments;
  void (*run)(const Session& session, const Invocation& invocation, Console& console);
  /// Instead of `run`: what the program prints without looking for a project.
  std::string (*text)(const Invocation& invocation) = nullptr;
  bool is_hidden = false;  ///< for scripts and the build, not in help
};

/// The options that stand before the command's name.
const std::vector<ArgumentSpec>& global_arguments();
/// All commands, sorted by name.
const std::vector<CommandSpec>& command_table();
/// The command of this name; null if there is none.
const CommandSpec* find_command(std::string_view name);
/// The names of an option: {"-m", "--message"}.
std::vector<std::string> names_of(const ArgumentSpec& spec);
inline bool is_positional(const ArgumentSpec& spec) { return spec.names.front() != '-'; }

}  // namespace retort::cli
