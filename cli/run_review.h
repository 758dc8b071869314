// SPDX-License-Identifier: MIT
// Commands that help to review migrations: plan, test, squash.
#pragma once

#include "retort/command.h"

#include "console.h"
#include "invocation.h"

namespace retort::cli {

void run_plan(const Session& session, const Invocation& invocation, Console& console);
void run_squash(const Session& session, const Invocation& invocation, Console& console);
void run_test(const Session& session, const Invocation& invocation, Console& console);

}  // namespace retort::cli
