// SPDX-License-Identifier: MIT
// What comes before a command of a project writes to its database.
#pragma once

#include "command/project.h"

namespace retort::command {

/// Tells the reporter of the target. Throws Error (command) where it is protected and writing to it
/// is not allowed.
void begin_writing(Project& project);

}  // namespace retort::command
