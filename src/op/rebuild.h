// SPDX-License-Identifier: MIT
// What a table is after the changes of batch_alter_table, and where its rows come from. Inside a
// batch every operation knows a column by the name that it had before.
#pragma once

#include "retort/operation.h"
#include "retort/schema.h"

#include "schema/resolve.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort {

struct RebuildOptions {
  /// Whether checks, indexes and computed columns follow the columns that they speak of when those
  /// are renamed or dropped. Without it the result is Alembic's, which the database then refuses.
  bool follow_columns = false;
  bool reflected = false;        ///< the table was read from the database, not given
  ResolveOptions types = {};     ///< which types bring a CHECK along
  NamingConvention naming = {};  ///< of the target metadata, for what the operations name
};

/// One column of the new table that is filled from the old one.
struct CopiedColumn {
  std::string from;
  std::string to;
  std::vector<Type> casts = {};  ///< applied in this order
  bool operator==(const CopiedColumn&) const = default;
};

struct Rebuild {
  /// The new shape under the table's own name: columns and constraints, and `indexes` that are to
  /// be created once the table bears that name.
  Table table;
  std::vector<CopiedColumn> copied = {};
  /// Constraints of the old table that the new one has by the same name.
  std::vector<Name> carried_constraints = {};
  std::vector<std::string> dropped_columns = {};
  std::vector<std::pair<std::string, std::string>> renamed_columns = {};  ///< old -> new
};

/// Throws Error with Alembic's texts: `No such constraint: '...'`, `No such index: '...'`,
/// `Constraint must have a name`; and for columns that are not there.
Rebuild rebuild(const Table& existing, const op::AlterTableBatch& batch,
                const RebuildOptions& options = {});

}  // namespace retort
