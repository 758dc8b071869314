// SPDX-License-Identifier: MIT
// Where columns stand in a rebuilt table: insert_before, insert_after and partial_reordering.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort {

class ColumnOrder {
 public:
  ColumnOrder(std::vector<std::string> existing, std::vector<std::vector<std::string>> partial);

  /// A column is added. Throws Error(argument) when the neighbour is not known.
  void add(const std::string& column, std::optional<std::string> before,
           std::optional<std::string> after);
  void drop(const std::string& column);
  /// The order of `columns` (the existing ones in their order, then the added ones). Throws
  /// Error(argument) when the wishes contradict each other.
  std::vector<std::string> sort(const std::vector<std::string>& columns) const;

 private:
  using Pair = std::pair<std::string, std::string>;  // (earlier, later)

  std::optional<std::string> next_to(const std::string& column, int offset) const;

  std::vector<std::string> existing_;
  std::vector<std::vector<std::string>> partial_;
  std::vector<Pair> wishes_;
};

}  // namespace retort
