// SPDX-License-Identifier: MIT
// Ctrl-C and its relatives: the program says in one line what becomes of its work, and ends as the
// signal ends programs.
#pragma once

namespace retort::cli {

/// From now on SIGINT, SIGTERM and SIGHUP end the program with a line on standard error, by the
/// signal itself, so that a shell sees 128 and its number and scripts stop. Databases roll back
/// what the program had not committed. A reader of its output that has gone away ends nothing.
void end_on_signals();

/// Something is being written to a database: the line says what becomes of it.
void work_has_begun();

}  // namespace retort::cli
