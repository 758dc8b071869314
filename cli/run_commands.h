// SPDX-License-Identifier: MIT
// From an invocation to a call of the library, and from its answer to text: one function a command.
#pragma once

#include "retort/command.h"

#include "console.h"
#include "invocation.h"

namespace retort::cli {

void run_branches(const Session& session, const Invocation& invocation, Console& console);
void run_check(const Session& session, const Invocation& invocation, Console& console);
void run_current(const Session& session, const Invocation& invocation, Console& console);
void run_downgrade(const Session& session, const Invocation& invocation, Console& console);
void run_edit(const Session& session, const Invocation& invocation, Console& console);
void run_ensure_version(const Session& session, const Invocation& invocation, Console& console);
void run_heads(const Session& session, const Invocation& invocation, Console& console);
void run_history(const Session& session, const Invocation& invocation, Console& console);
void run_init(const Session& session, const Invocation& invocation, Console& console);
void run_list_templates(const Session& session, const Invocation& invocation, Console& console);
void run_merge(const Session& session, const Invocation& invocation, Console& console);
void run_revision(const Session& session, const Invocation& invocation, Console& console);
void run_show(const Session& session, const Invocation& invocation, Console& console);
void run_stamp(const Session& session, const Invocation& invocation, Console& console);
void run_upgrade(const Session& session, const Invocation& invocation, Console& console);

}  // namespace retort::cli
