// SPDX-License-Identifier: MIT
// The tables of all models as they would stand in a database.
#pragma once

#include "retort/autogenerate.h"
#include "retort/dialect.h"

#include <cstddef>
#include <vector>

namespace retort {

/// The tables of several models, one after the other.
struct ModelTables {
  std::vector<Table> tables = {};
  /// Positions in the order in which the tables can be created.
  std::vector<std::size_t> creation_order = {};
};

/// Resolves what is written at columns and names what has none, unless that has been done. Throws
/// Error (argument) for tables that several models have, and for a foreign key to what no model
/// has.
ModelTables gather_models(std::vector<MetaData> models, const Dialect& dialect,
                          const CompareOptions& options, Reporter& reporter);

/// Tables of one model: by their names, and then so that what is referred to comes first. Tells of
/// circles, if there is somebody to tell.
std::vector<std::size_t> creation_order(const std::vector<Table>& tables, Reporter* reporter);

}  // namespace retort
