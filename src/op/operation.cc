// SPDX-License-Identifier: MIT
// The members of operations that need the whole set of operations to be known.
#include "retort/operation.h"

#include "retort/error.h"

#include <utility>

namespace retort {
namespace op {

AlterTableBatch::AlterTableBatch() = default;
AlterTableBatch::AlterTableBatch(TableName name, std::vector<Operation> changes)
    : table(std::move(name)), operations(std::move(changes)) {}
AlterTableBatch::AlterTableBatch(const AlterTableBatch&) = default;
AlterTableBatch::AlterTableBatch(AlterTableBatch&&) noexcept = default;
AlterTableBatch& AlterTableBatch::operator=(const AlterTableBatch&) = default;
AlterTableBatch& AlterTableBatch::operator=(AlterTableBatch&&) noexcept = default;
AlterTableBatch::~AlterTableBatch() = default;

bool operator==(const AlterTableBatch& left, const AlterTableBatch& right) {
  if (left.operations.size() != right.operations.size()) return false;
  for (std::size_t i = 0; i < left.operations.size(); ++i) {
    if (!(left.operations[i].base() == right.operations[i].base())) return false;
  }
  return left.table == right.table && left.recreate == right.recreate &&
         left.partial_reordering == right.partial_reordering && left.copy_from == right.copy_from &&
         left.reflected == right.reflected && left.reflected_columns == right.reflected_columns &&
         left.table_constraints == right.table_constraints &&
         left.table_options == right.table_options &&
         left.naming_convention == right.naming_convention;
}

}  // namespace op

Operation::Operation() = default;
Operation::Operation(const Operation& other) = default;
Operation::Operation(Operation&& other) noexcept = default;
Operation& Operation::operator=(const Operation& other) = default;
Operation& Operation::operator=(Operation&& other) noexcept = default;
Operation::~Operation() = default;

std::vector<Operation> CustomOperation::reverse() const {
  throw UnsupportedError(
      "operation is not reversible; " + describe() + " does not say what undoes it",
      ErrorCode::not_implemented);
}

}  // namespace retort
