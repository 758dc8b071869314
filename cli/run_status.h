// SPDX-License-Identifier: MIT
// The commands that say how things stand, and the one that lets a Python program say it.
#pragma once

#include "retort/command.h"

#include "console.h"
#include "invocation.h"

namespace retort::cli {

void run_doctor(const Session& session, const Invocation& invocation, Console& console);
/// Runs a program in Python; its exit status is that of this program.
void run_python(const Session& session, const Invocation& invocation, Console& console);
void run_status(const Session& session, const Invocation& invocation, Console& console);

}  // namespace retort::cli
