// SPDX-License-Identifier: MIT
// A comparison with tables that somebody else reads.
#pragma once

#include "retort/autogenerate.h"
#include "retort/connection.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace retort {

/// Reads the tables of a schema as Dialect::reflect_tables does to compare them; no names: all.
using TableReader = std::function<std::vector<Table>(Connection& connection,
                                                     const std::optional<std::string>& schema,
                                                     const std::vector<std::string>& names)>;

/// Reads them now.
RETORT_API std::vector<Table> read_compared_tables(Connection& connection,
                                                   const std::optional<std::string>& schema,
                                                   const std::vector<std::string>& names);

/// compare_metadata, with another way to read tables.
RETORT_API Comparison compare_with(Connection& connection, std::vector<MetaData> models,
                                   const CompareOptions& options, const TableReader& read);

}  // namespace retort
