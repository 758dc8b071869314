// SPDX-License-Identifier: MIT
// Steps and the version table's rows.
#pragma once

#include "retort/revision.h"

#include <string>
#include <vector>

namespace retort {

/// Fills in the row operations of steps that will run one after the other, beginning with `rows`.
void record_rows(const RevisionMap& map, const std::vector<std::string>& rows,
                 std::vector<Step>& steps);

}  // namespace retort
