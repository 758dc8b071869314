// SPDX-License-Identifier: MIT
// Tables as a comparison with models takes them: what SQLAlchemy would reflect of them.
#pragma once

#include "retort/schema.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::sqlite {

/// The type that SQLAlchemy tells from the text at a column, by SQLite's rules of affinity
/// (https://sqlite.org/datatype3.html) where it does not know the name.
Type reflected_type(std::string_view text);

/// A column as SQLite itself describes it.
struct DescribedColumn {
  std::string name;
  std::string type = {};
  std::optional<std::string> default_text = {};
};
/// A table that was read from its statement, in that form.
Table comparable_table(Table table, const std::vector<DescribedColumn>& columns);

/// Gives foreign keys that name no columns those that they mean: the primary key of the other
/// table.
void complete_foreign_keys(std::vector<Table>& tables);

}  // namespace retort::sqlite
