// SPDX-License-Identifier: MIT
// What the user is told of an exception, and the exit status that scripts see.
#pragma once

#include "console.h"
#include "invocation.h"

#include <exception>

namespace retort::cli {

/// Prints the error and returns the exit status: 255 for a command that cannot be carried out
/// (1 with --raiseerr), 1 for everything else, as Alembic exits.
int report_error(const std::exception& error, const Invocation& invocation, Console& console);

}  // namespace retort::cli
