// SPDX-License-Identifier: MIT
// Turns what authors write at columns into constraints and indexes of the table.
#pragma once

#include "retort/schema.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace retort {

/// For which dialect a table is resolved: it decides which types bring a CHECK along.
struct ResolveOptions {
  std::string dialect = {};     ///< whose type variants count; empty: the types as they are
  bool native_boolean = false;  ///< booleans need no CHECK
  bool native_enum = false;     ///< enums need none unless they are written as VARCHAR
  /// SQL text of a type, for messages.
  std::function<std::string(const Type&)> format_type = {};
};

struct ResolvedTable {
  /// Its columns have no `unique`, `index` or `references` left, their `primary_key` and `nullable`
  /// say what holds. Constraints: the primary key, then the author's in their order, then those of
  /// each column (unique, the type's check, references). Checks written at a column stay there.
  Table table;
  /// The key comes from flags at columns.
  bool implied_primary_key = false;
  /// The column that the database numbers by itself.
  std::optional<std::string> autoincrement_column = {};
  std::vector<std::string> warnings = {};
};

/// Throws Error(argument) for a column that is there twice, a constraint on a column that is not
/// there, and autoincrement at a type that cannot count.
ResolvedTable resolve(const Table& table, const ResolveOptions& options = {});

/// The column of a resolved table that the database numbers by itself. Throws as `resolve`.
std::optional<std::string> autoincrement_column(const Table& table,
                                                const ResolveOptions& options = {});

/// The CHECK that a Boolean or Enum type asks for; absent when it asks for none.
std::optional<Check> type_bound_check(const Column& column, const ResolveOptions& options);

}  // namespace retort
