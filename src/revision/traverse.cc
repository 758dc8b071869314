// SPDX-License-Identifier: MIT
// Closures over the links of the graph.
#include "revision/traverse.h"

#include "revision/errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

namespace {

const Edges& downward(const RevisionGraph& graph, Links links) {
  return links == Links::all ? graph.normalized_down : graph.down;
}

const Edges& upward(const RevisionGraph& graph, Links links) {
  return links == Links::all ? graph.all_next : graph.next;
}

NodeSet closure(const RevisionGraph& graph, const std::vector<Node>& targets, const Edges& links) {
  NodeSet seen(graph.size());
  std::vector<Node> todo(targets);
  while (!todo.empty()) {
    const Node node = todo.back();
    todo.pop_back();
    if (!seen.insert(node)) continue;
    for (const Node linked : links[node]) todo.push_back(linked);
  }
  return seen;
}

/// One closure for all targets; a target that is met on the way from another one is an overlap.
void check_apart(const RevisionGraph& graph, const std::vector<Node>& targets, const Edges& links) {
  if (targets.size() < 2) return;
  NodeSet is_target(graph.size());
  for (const Node target : targets) is_target.insert(target);
  NodeSet seen(graph.size());
  std::vector<Node> todo;
  for (const Node target : targets) {
    std::vector<Node> met;
    todo.assign(1, target);
    while (!todo.empty()) {
      const Node node = todo.back();
      todo.pop_back();
      if (node != target && is_target.contains(node)) met.push_back(node);
      if (!seen.insert(node)) continue;
      for (const Node linked : links[node]) todo.push_back(linked);
    }
    if (met.empty()) continue;
    std::sort(met.begin(), met.end());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    fail(fmt::format("Requested revision {} overlaps with other requested revisions {}",
                     graph.id(target), join_comma(graph.ids_of(met))));
  }
}

}  // namespace

NodeSet ancestors(const RevisionGraph& graph, const std::vector<Node>& targets, Links links) {
  return closure(graph, targets, downward(graph, links));
}

NodeSet descendants(const RevisionGraph& graph, const std::vector<Node>& targets, Links links) {
  return closure(graph, targets, upward(graph, links));
}

void check_no_ancestor_among(const RevisionGraph& graph, const std::vector<Node>& targets) {
  check_apart(graph, targets, graph.normalized_down);
}

void check_no_descendant_among(const RevisionGraph& graph, const std::vector<Node>& targets) {
  check_apart(graph, targets, graph.next);
}

}  // namespace retort
