// SPDX-License-Identifier: MIT
// Differences as Python takes them: the name of each operation's class, where its objects stand,
// and what cannot be known by that.
#pragma once

#include "retort/autogenerate.h"
#include "retort/dialect.h"
#include "retort/operation.h"

#include "frontend/python/python.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace retort::python {

/// What comparators of others have made of the operations on a table: Python has them, by number.
class ReplacedOperations final : public CustomOperation {
 public:
  explicit ReplacedOperations(std::size_t number) : number_(number) {}
  std::size_t number() const { return number_; }
  std::string describe() const override { return "operations of a comparator"; }
  std::vector<Operation> expand(const std::string& /*dialect*/) const override { return {}; }

 private:
  std::size_t number_;
};

/// (table, element, column), or None.
py::object write_position(const std::optional<ObjectPosition>& position);
/// What is set of the operation, without the values.
py::dict write_change(const op::AlterColumn& change);
py::list write_differences(const std::vector<Difference>& differences, const Dialect& dialect);
/// ("table", name, schema, differences) or ("one", difference).
py::list write_groups(const std::vector<DifferenceGroup>& groups, const Dialect& dialect);

}  // namespace retort::python
