// SPDX-License-Identifier: MIT
#include "op/column_order.h"

#include "retort/error.h"

#include <algorithm>
#include <utility>

namespace retort {
namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

[[noreturn]] void fail_unknown(const std::string& column) {
  throw Error("No such column: '" + column + "'", ErrorCode::argument);
}

}  // namespace

ColumnOrder::ColumnOrder(std::vector<std::string> existing,
                         std::vector<std::vector<std::string>> partial)
    : existing_(std::move(existing)), partial_(std::move(partial)) {}

std::optional<std::string> ColumnOrder::next_to(const std::string& column, int offset) const {
  const auto found = std::find(existing_.begin(), existing_.end(), column);
  const auto position = (found - existing_.begin()) + offset;
  if (position < 0 || position >= static_cast<std::ptrdiff_t>(existing_.size())) return {};
  return existing_[static_cast<std::size_t>(position)];
}

void ColumnOrder::add(const std::string& column, std::optional<std::string> before,
                      std::optional<std::string> after) {
  // A column that goes after one stands before that one's neighbour, too, which may itself be new.
  if (partial_.empty() && after && !before) {
    if (has(existing_, *after)) {
      before = next_to(*after, 1);
    } else {
      const auto wish = std::find_if(wishes_.rbegin(), wishes_.rend(),
                                     [&](const Pair& pair) { return pair.first == *after; });
      if (wish == wishes_.rend()) fail_unknown(*after);
      before = wish->second;
    }
  }
  if (partial_.empty() && before && !after) {
    if (has(existing_, *before)) {
      after = next_to(*before, -1);
    } else {
      const auto wish = std::find_if(wishes_.rbegin(), wishes_.rend(),
                                     [&](const Pair& pair) { return pair.second == *before; });
      if (wish == wishes_.rend()) fail_unknown(*before);
      after = wish->first;
    }
  }
  if (before) wishes_.emplace_back(column, *before);
  if (after) wishes_.emplace_back(*after, column);
  if (partial_.empty() && !before && !after && !existing_.empty()) {
    wishes_.emplace_back(existing_.back(), column);
  }
}

void ColumnOrder::drop(const std::string& column) { std::erase(existing_, column); }

std::vector<std::string> ColumnOrder::sort(const std::vector<std::string>& columns) const {
  if (partial_.empty() && wishes_.empty()) return columns;
  auto pairs = wishes_;
  if (partial_.empty()) {
    for (std::size_t i = 1; i < existing_.size() && i < columns.size(); ++i) {
      pairs.emplace_back(columns[i - 1], existing_[i]);
    }
  }
  for (const auto& chain : partial_) {
    for (std::size_t i = 1; i < chain.size(); ++i) pairs.emplace_back(chain[i - 1], chain[i]);
  }
  // Round by round what waits for nothing; stable within a round.
  std::vector<std::string> sorted;
  auto left = columns;
  while (!left.empty()) {
    std::vector<std::string> ready;
    for (const auto& column : left) {
      const bool waits = std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
        return pair.second == column && pair.first != column && has(left, pair.first);
      });
      if (!waits) ready.push_back(column);
    }
    if (ready.empty()) {
      throw Error("The wanted order of columns goes in a circle, at column '" + left.front() + "'",
                  ErrorCode::argument);
    }
    std::erase_if(left, [&](const std::string& column) { return has(ready, column); });
    sorted.insert(sorted.end(), ready.begin(), ready.end());
  }
  return sorted;
}

}  // namespace retort
