// SPDX-License-Identifier: MIT
// Tables and columns that the model says had another name before.
#pragma once

#include "autogenerate/context.h"

#include <string>
#include <vector>

namespace retort {

/// The option of a table or column that tells its former name.
inline constexpr const char* renamed_from = "renamed_from";

/// Finds the tables and columns of the model whose option "renamed_from" names what the database
/// still has, and changes the reflected tables as if it had been renamed. What the database or the
/// model has under both names is left alone.
std::vector<DifferenceGroup> apply_renames(const CompareContext& context,
                                           const std::string& default_schema,
                                           const std::vector<Table>& model,
                                           std::vector<Table>& database);

}  // namespace retort
