// SPDX-License-Identifier: MIT
// A comparison as operations for both directions.
#include "retort/autogenerate.h"

#include "autogenerate/drop_order.h"
#include "op/reverse.h"

#include <utility>

namespace retort {
namespace {

using Operations = std::vector<Operation>;

Operations undo(const Operations& operations) {
  Operations undone;
  for (auto at = operations.rbegin(); at != operations.rend(); ++at) {
    // Statements of a comparison add values to enumeration types, which nothing takes away again.
    if (std::holds_alternative<op::Execute>(at->base())) {
      continue;
    }
    for (Operation& operation : reverse(*at)) {
      undone.push_back(std::move(operation));
    }
  }
  return undone;
}

class Producer {
 public:
  explicit Producer(const ProduceOptions& options) : options_(options) {}

  void operator()(const Difference& difference) { add({difference.operation}, nullptr); }
  void operator()(const TableDifferences& group) {
    Operations operations;
    for (const Difference& difference : group.differences) {
      operations.push_back(difference.operation);
    }
    add(std::move(operations), options_.as_batch ? &group.table : nullptr);
  }

  ProducedMigration take() {
    for (auto group = undone_.rbegin(); group != undone_.rend(); ++group) {
      for (Operation& operation : *group) {
        made_.downgrade.push_back(std::move(operation));
      }
    }
    return std::move(made_);
  }

 private:
  /// The operations of one group; a batch where they are to be one for a table.
  void add(Operations operations, const TableName* batch) {
    undone_.push_back(group(undo(operations), batch));
    for (Operation& operation : group(std::move(operations), batch)) {
      made_.upgrade.push_back(std::move(operation));
    }
  }

  static Operations group(Operations operations, const TableName* batch) {
    if (!batch) {
      return operations;
    }
    return {op::AlterTableBatch(*batch, std::move(operations))};
  }

  const ProduceOptions& options_;
  ProducedMigration made_;
  std::vector<Operations> undone_;
};

}  // namespace

ProducedMigration produce_migrations(const Comparison& comparison, const ProduceOptions& options) {
  Producer producer(options);
  for (const DifferenceGroup* group : with_drops_in_order(comparison)) {
    std::visit(producer, *group);
  }
  return producer.take();
}

}  // namespace retort
