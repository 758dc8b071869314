// SPDX-License-Identifier: MIT
// What a version table's rows mean for a project.
#pragma once

#include "retort/revision.h"
#include "retort/status.h"

#include <string>
#include <vector>

namespace retort::command {

/// Revisions as a status shows them.
std::vector<RevisionNote> notes(const std::vector<const Revision*>& revisions);

/// Fills in what follows from the rows: current, pending, unknown rows and the verdict. Throws
/// RevisionError where rows and graph allow no upgrade.
void judge_rows(DatabaseStatus& database, const RevisionMap& map,
                const std::vector<std::string>& rows);

}  // namespace retort::command
