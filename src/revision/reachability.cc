// SPDX-License-Identifier: MIT
// Ancestry by lines of revisions.
#include "revision/reachability.h"

namespace retort {

namespace {

// The table grows with the square; at this size it takes 32 MiB.
constexpr std::size_t most_lines_in_table = 16384;

}  // namespace

Reachability::Reachability(const RevisionGraph& graph) : graph_(graph), line_of_(graph.size()) {
  std::vector<std::uint32_t> children(graph.size(), 0);
  for (const Node node : graph.topological) {
    for (const Node parent : graph.normalized_down[node]) ++children[parent];
  }
  std::vector<Node> feet;
  for (const Node node : graph.topological) {
    const auto parents = graph.normalized_down[node];
    if (parents.size() == 1 && children[parents.front()] == 1) {
      line_of_[node] = line_of_[parents.front()];
    } else {
      line_of_[node] = static_cast<std::uint32_t>(feet.size());
      feet.push_back(node);
    }
  }
  if (feet.size() > most_lines_in_table) return;
  words_ = (feet.size() + 63) / 64;
  table_.assign(feet.size() * words_, 0);
  for (std::size_t line = 0; line < feet.size(); ++line) {
    Word* row = table_.data() + line * words_;
    for (const Node parent : graph.normalized_down[feet[line]]) {
      // Parents come first in the order, so their lines' rows are complete.
      const std::size_t below = line_of_[parent];
      const Word* source = table_.data() + below * words_;
      for (std::size_t i = 0; i < words_; ++i) row[i] |= source[i];
      row[below / 64] |= Word{1} << (below % 64);
    }
  }
}

bool Reachability::stands_on(Node node, Node ancestor) const {
  if (node == ancestor) return true;
  if (graph_.height[node] <= graph_.height[ancestor]) return false;
  const std::size_t from = line_of_[node];
  const std::size_t to = line_of_[ancestor];
  if (from == to) return true;
  if (words_ == 0) return walk(node, ancestor);
  return ((table_[from * words_ + to / 64] >> (to % 64)) & 1U) != 0;
}

bool Reachability::walk(Node node, Node ancestor) const {
  NodeSet seen(graph_.size());
  std::vector<Node> todo{node};
  while (!todo.empty()) {
    const Node current = todo.back();
    todo.pop_back();
    if (current == ancestor) return true;
    if (!seen.insert(current)) continue;
    for (const Node parent : graph_.normalized_down[current]) {
      if (graph_.height[parent] >= graph_.height[ancestor]) todo.push_back(parent);
    }
  }
  return false;
}

}  // namespace retort
