// SPDX-License-Identifier: MIT
// What a schema is after an operation: Schema x Operation -> Schema.
#pragma once

#include "retort/operation.h"
#include "retort/schema.h"

#include <string>

namespace retort {

/// How operations are understood where that is not the same everywhere.
struct EvolveOptions {
  std::string dialect = {};  ///< for operations of the user's own
  bool operator==(const EvolveOptions&) const = default;
};

/// Carries the operation out on a schema of resolved tables (schema/resolve.h). Columns take their
/// constraints and indexes with them when they go or are renamed. Data statements change nothing.
/// Throws Error(invalid_request) when what the operation is about is not there, or is there
/// already.
void evolve(Schema& schema, const Operation& operation, const EvolveOptions& options = {});

/// The same on one table. Foreign keys of other tables cannot follow.
void evolve(Table& table, const Operation& operation, const EvolveOptions& options = {});

}  // namespace retort
