// SPDX-License-Identifier: MIT
// What shells need to complete command lines: scripts that are made from the command table, and
// the words that only a project knows.
#pragma once

#include "command_table.h"

#include <string>

namespace retort::cli {

/// What can stand for the value of an option, or for a positional argument.
enum class ValueKind {
  text,  ///< anything
  file,
  folder,
  revision,
  range,
  layout,
  environment,
  language,
  color,
  shell,
  command,
};
ValueKind value_kind(const ArgumentSpec& spec);

/// The script for the shell that is the invocation's topic, for the program by the name that it was
/// called by. Throws Error for a shell that is not known.
std::string completions_text(const Invocation& invocation);

/// Prints "WORD<tab>DESCRIPTION" for each word of a kind that the project knows: revisions,
/// layouts, environments. Prints nothing where there is no project.
void run_completion_words(const Session& session, const Invocation& invocation, Console& console);

}  // namespace retort::cli
