// SPDX-License-Identifier: MIT
// The renames of columns in a batch, apart from its other changes: where the database can rename a
// column itself, it takes along what Retort cannot see (views, triggers, keys of other tables).
#pragma once

#include "retort/operation.h"

#include "op/column_mentions.h"

namespace retort {

/// Old name -> new name of every column that the batch renames. Empty when the renames cannot be
/// made one after the other before anything else (a new name is taken by another column, or names
/// are exchanged).
ColumnRenames separable_renames(const op::AlterTableBatch& batch, const Table& existing);

/// The batch on a table whose columns bear their new names already.
op::AlterTableBatch without_renames(const op::AlterTableBatch& batch, const ColumnRenames& renames);

}  // namespace retort
