// SPDX-License-Identifier: MIT
// Reads a command line, with the habits of Python's argparse that scripts rely on.
#pragma once

#include "invocation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {

/// Text to print instead of running a command, and the exit status that goes with it.
struct EarlyExit {
  std::string output = {};  ///< for standard output
  std::string error = {};   ///< for standard error
  int status = 0;
};

struct ParsedLine {
  Invocation invocation = {};
  std::optional<EarlyExit> exit = {};
};

/// Reads the arguments after the program's name. Long options may be cut to an unambiguous
/// prefix; a negative number is a value, not an option. A line that cannot be read exits with 2.
ParsedLine parse_arguments(std::string_view program, const std::vector<std::string>& arguments);

}  // namespace retort::cli
