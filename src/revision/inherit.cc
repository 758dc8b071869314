// SPDX-License-Identifier: MIT
// What a revision has from its relatives: dependencies that an ancestor already carries, and
// branch labels.
#include "revision/graph.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace retort {

namespace {

/// Finds the dependencies of a revision that one of its ancestors by down_revision has too.
class DependencyCoverage {
 public:
  explicit DependencyCoverage(const RevisionGraph& graph)
      : graph_(graph), users_(graph.size()), visited_(graph.size(), no_node) {
    for (Node node = 0; node < graph.size(); ++node) {
      for (const Node dependency : graph.dependencies[node]) users_[dependency].push_back(node);
    }
  }

  std::vector<Node> uncovered(Node node) {
    std::vector<Node> kept;
    // An ancestor that shares a dependency is itself one of the dependency's users, so nothing
    // below the lowest of those has to be looked at.
    std::uint32_t lowest = UINT32_MAX;
    for (const Node dependency : graph_.dependencies[node]) {
      if (std::find(kept.begin(), kept.end(), dependency) == kept.end()) kept.push_back(dependency);
      for (const Node user : users_[dependency]) {
        if (user != node) lowest = std::min(lowest, graph_.height[user]);
      }
    }
    std::vector<Node> todo{node};
    while (!todo.empty() && !kept.empty()) {
      const Node current = todo.back();
      todo.pop_back();
      if (visited_[current] == node) continue;
      visited_[current] = node;
      if (current != node) {
        for (const Node shared : graph_.dependencies[current]) {
          kept.erase(std::remove(kept.begin(), kept.end(), shared), kept.end());
        }
      }
      for (const Node parent : graph_.down[current]) {
        if (graph_.height[parent] >= lowest) todo.push_back(parent);
      }
    }
    return kept;
  }

 private:
  const RevisionGraph& graph_;
  std::vector<std::vector<Node>> users_;
  std::vector<Node> visited_;
};

/// Label sets, each distinct one kept once: most revisions share their parent's.
class LabelSets {
 public:
  explicit LabelSets(RevisionGraph& graph) : graph_(graph) { place({}); }

  std::uint32_t place(std::vector<std::uint32_t> set) {
    const auto [entry, is_new] =
        places_.try_emplace(set, static_cast<std::uint32_t>(graph_.label_sets.size()));
    if (is_new) graph_.label_sets.push_back(std::move(set));
    return entry->second;
  }

  std::uint32_t unite(std::uint32_t first, std::uint32_t second) {
    if (first == second || second == 0) return first;
    if (first == 0) return second;
    std::vector<std::uint32_t> both;
    const auto& a = graph_.label_sets[first];
    const auto& b = graph_.label_sets[second];
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return place(std::move(both));
  }

 private:
  RevisionGraph& graph_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> places_;
};

bool stops_labels(const RevisionGraph& graph, Node node) {
  return graph.is_real_branch_point(node) || graph.is_merge_point(node);
}

}  // namespace

void normalize_dependencies(RevisionGraph& graph) {
  DependencyCoverage coverage(graph);
  std::vector<Node> all_down;
  for (Node node = 0; node < graph.size(); ++node) {
    std::vector<Node> kept;
    if (!graph.dependencies[node].empty()) kept = coverage.uncovered(node);
    graph.normalized_dependencies.append(kept);
    all_down.clear();
    for (const Node parent : graph.down[node]) {
      if (std::find(all_down.begin(), all_down.end(), parent) == all_down.end()) {
        all_down.push_back(parent);
      }
    }
    for (const Node parent : kept) {
      if (std::find(all_down.begin(), all_down.end(), parent) == all_down.end()) {
        all_down.push_back(parent);
      }
    }
    graph.normalized_down.append(all_down);
  }
}

void inherit_labels(RevisionGraph& graph) {
  for (const Revision& revision : graph.revisions) {
    graph.labels.insert(graph.labels.end(), revision.branch_labels.begin(),
                        revision.branch_labels.end());
  }
  std::sort(graph.labels.begin(), graph.labels.end());
  LabelSets sets(graph);
  graph.label_set_of.assign(graph.size(), 0);

  for (const Node node : graph.topological) {
    std::vector<std::uint32_t> own;
    for (const std::string& label : graph.revisions[node].branch_labels) {
      const auto found = std::lower_bound(graph.labels.begin(), graph.labels.end(), label);
      own.push_back(static_cast<std::uint32_t>(found - graph.labels.begin()));
    }
    std::sort(own.begin(), own.end());
    std::uint32_t set = own.empty() ? 0 : sets.place(std::move(own));
    if (graph.is_reachable(node)) {
      for (const Node parent : graph.down[node]) set = sets.unite(set, graph.label_set_of[parent]);
    }
    graph.label_set_of[node] = set;
  }

  // A label also names the revisions below its own, as long as everything above them is one
  // unbranched line up to the head.
  std::vector<bool> unbranched_above(graph.size(), false);
  for (auto node = graph.topological.rbegin(); node != graph.topological.rend(); ++node) {
    if (stops_labels(graph, *node) || !graph.is_reachable(*node)) continue;
    const auto children = graph.next[*node];
    if (children.empty()) {
      unbranched_above[*node] = true;
    } else if (children.size() == 1 && unbranched_above[children.front()]) {
      unbranched_above[*node] = true;
      graph.label_set_of[*node] =
          sets.unite(graph.label_set_of[*node], graph.label_set_of[children.front()]);
    }
  }
  // A revision that lost its id to a later one has no children, but still hands its labels down.
  for (Node node = 0; node < graph.size(); ++node) {
    if (graph.is_reachable(node) || graph.label_set_of[node] == 0) continue;
    for (Node below = node; !stops_labels(graph, below) && !graph.down[below].empty();) {
      below = graph.down[below].front();
      if (stops_labels(graph, below)) break;
      graph.label_set_of[below] = sets.unite(graph.label_set_of[below], graph.label_set_of[node]);
    }
  }
}

}  // namespace retort
