// SPDX-License-Identifier: MIT
// Changes that a database cannot make in place, made by building the table anew.
#pragma once

#include "retort/operation.h"

#include "op/rebuild.h"

#include <string>
#include <vector>

namespace retort {

/// The operations that bring `existing` to its new shape on the named dialect, in order: CREATE of
/// a table under another name, INSERT ... SELECT, DROP, RENAME, indexes. Throws Error for changes
/// of things that are not there.
std::vector<Operation> plan_rebuild(const Table& existing, const op::AlterTableBatch& batch,
                                    const std::string& dialect, const RebuildOptions& options);

}  // namespace retort
