// SPDX-License-Identifier: MIT
// The command that shows what a project is configured by.
#pragma once

#include "retort/command.h"

#include "console.h"
#include "invocation.h"

namespace retort::cli {

void run_config(const Session& session, const Invocation& invocation, Console& console);

}  // namespace retort::cli
