// SPDX-License-Identifier: MIT
// Enumeration types that are objects of their own in the database: created before the first
// operation that needs them, dropped after the last.
#pragma once

#include "retort/dialect.h"
#include "retort/operation.h"
#include "retort/schema.h"

#include <span>
#include <vector>

namespace retort {

struct EnumTypeOptions {
  const DialectInfo* dialect;        ///< never null; whose type variants count
  std::span<const Table> before;     ///< the tables that the operations lead from
  std::span<const Table> after;      ///< ... and to
  std::span<const Table> reflected;  ///< the database's; their types do not say they are created
};

/// The operations, with those that create and drop types between them. Types whose `create_type`
/// is off are their author's own affair.
std::vector<Operation> with_enum_types(std::vector<Operation> operations,
                                       const EnumTypeOptions& options);

/// A migration's two ways, which a comparison of tables has found.
struct EnumTypeWays {
  std::vector<Operation>& upgrade;
  std::vector<Operation>& downgrade;
};
/// The same for both. `database`: the tables that the upgrade leads from, as they were reflected.
void add_enum_types(EnumTypeWays ways, const std::vector<Table>& database,
                    const DialectInfo& dialect);

}  // namespace retort
