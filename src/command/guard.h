// SPDX-License-Identifier: MIT
// What comes before a command writes to a database: everybody is told which, and a protected one is
// not written to unless that is allowed.
#pragma once

#include "command/project.h"

namespace retort::command {

/// Tells the reporter of the target. Throws Error (command) where it is protected and writing to it
/// is not allowed. A project whose env.py guards itself is left to that.
void begin_writing(Project& project);

}  // namespace retort::command
