// SPDX-License-Identifier: MIT
// batch_alter_table on a live database: the table is read, built anew and takes the old one's
// place, with all that hangs on it.
#pragma once

#include "retort/connection.h"
#include "retort/dialect.h"
#include "retort/operation.h"

#include <functional>
#include <string>

namespace retort {

struct RebuildRequest {
  const Dialect* dialect = nullptr;  ///< never null
  Connection* connection = nullptr;  ///< never null; waiting statements run before what it is asked
  op::AlterTableBatch batch = {};    ///< one that the dialect rebuilds
  /// Compiles an operation and carries it out, at the latest before the connection's next answer.
  std::function<void(const Operation&)> invoke = {};
  std::function<void(const std::string& warning)> warn = {};
};

/// Carries the batch out. On SQLite rows, indexes, keys, triggers, views and the counter of
/// AUTOINCREMENT stay; the statements are those of
/// https://sqlite.org/lang_altertable.html#otheralter. Throws Error when foreign keys are enforced
/// in an open transaction and other tables refer to this one (its rows' dependents would be
/// deleted), and when rows break a foreign key that did not do so before; the caller then rolls
/// back. Without a transaction it makes one of its own.
void rebuild_table(RebuildRequest request);

}  // namespace retort
