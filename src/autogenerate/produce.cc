// SPDX-License-Identifier: MIT
// A comparison as operations for both directions.
#include "retort/autogenerate.h"

#include "autogenerate/drop_order.h"
#include "autogenerate/key_cycles.h"
#include "op/reverse.h"

#include <iterator>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

using Operations = std::vector<Operation>;

Operations undo(const Operations& operations) {
  Operations undone;
  for (auto at = operations.rbegin(); at != operations.rend(); ++at) {
    for (Operation& operation : reverse(*at)) {
      undone.push_back(std::move(operation));
    }
  }
  return undone;
}

/// Statements of a comparison are about enumeration types, whose values nothing takes away again.
Operations undo(const Difference& difference) {
  if (difference.undo) {
    return {*difference.undo};
  }
  if (std::holds_alternative<op::Execute>(difference.operation.base())) {
    return {};
  }
  return undo(Operations{difference.operation});
}

class Producer {
 public:
  explicit Producer(const ProduceOptions& options) : options_(options) {}

  void add(const Difference& difference) {
    append({difference.operation}, made_.upgrade);
    undone_.push_back(undo(difference));
  }
  void add(const TableDifferences& group) {
    Operations operations;
    Operations undone;
    for (const Difference& difference : group.differences) {
      operations.push_back(difference.operation);
    }
    for (auto at = group.differences.rbegin(); at != group.differences.rend(); ++at) {
      append(undo(*at), undone);
    }
    const TableName* batch = options_.as_batch ? &group.table : nullptr;
    append(in_one(std::move(operations), batch), made_.upgrade);
    undone_.push_back(in_one(std::move(undone), batch));
  }
  void add(const Operations& operations) {
    undone_.push_back(undo(operations));
    append(operations, made_.upgrade);
  }

  ProducedMigration take() {
    for (auto group = undone_.rbegin(); group != undone_.rend(); ++group) {
      append(std::move(*group), made_.downgrade);
    }
    return std::move(made_);
  }

 private:
  static void append(Operations operations, Operations& to) {
    std::move(operations.begin(), operations.end(), std::back_inserter(to));
  }

  /// A batch where they are to be one for a table.
  static Operations in_one(Operations operations, const TableName* batch) {
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
  const std::vector<const DifferenceGroup*> groups = with_drops_in_order(comparison);
  const KeyCycles cycles(options.splits_cycles ? groups : decltype(groups)());
  for (const DifferenceGroup* group : groups) {
    if (group == cycles.first_dropped()) {
      producer.add(cycles.dropped());
    }
    if (const auto* difference = std::get_if<Difference>(group)) {
      Difference without = *difference;
      without.operation = cycles.without_keys(difference->operation);
      producer.add(without);
    } else {
      producer.add(std::get<TableDifferences>(*group));
    }
    if (group == cycles.last_created()) {
      producer.add(cycles.added());
    }
  }
  return producer.take();
}

}  // namespace retort
