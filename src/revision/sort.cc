// SPDX-License-Identifier: MIT
// The order of migrations: down one line to its fork, then down the next.
#include "revision/errors.h"
#include "revision/reachability.h"
#include "revision/traverse.h"

#include <algorithm>
#include <memory>

namespace retort {

namespace {

/// The same set with a revision whose id was taken over replaced by the one that has the id.
NodeSet by_id(const RevisionGraph& graph, const NodeSet& wanted) {
  if (graph.id_count == graph.size()) return wanted;
  NodeSet out(graph.size());
  for (Node node = 0; node < graph.size(); ++node) {
    if (wanted.contains(node)) out.insert(graph.find(graph.id(node)));
  }
  return out;
}

class NewestFirst {
 public:
  NewestFirst(const RevisionGraph& graph, const NodeSet& wanted, const std::vector<Node>& heads)
      : graph_(graph),
        todo_(by_id(graph, wanted)),
        active_set_(graph.size()),
        waiting_(graph.size(), 0) {
    for (Node head : heads) {
      head = graph.find(graph.id(head));
      if (todo_.contains(head) && active_set_.insert(head)) active_.push_back(head);
    }
    std::sort(active_.begin(), active_.end(),
              [&](Node a, Node b) { return graph.place[a] < graph.place[b]; });
    const NodeSet below = ancestors(graph, active_, Links::all);
    for (Node node = 0; node < graph.size(); ++node) {
      if (!below.contains(node)) continue;
      for (const Node parent : graph.normalized_down[node]) ++waiting_[parent];
    }
    output_.reserve(wanted.size());
  }

  std::vector<Node> run() {
    std::size_t current = 0;
    while (!active_.empty()) {
      const std::size_t above = line_above(current);
      if (above != current) {
        current = above;
        continue;
      }
      const Node node = active_[current];
      if (todo_.contains(node)) emit(node);
      if (!descend(node, current)) {
        active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(current));
        active_set_.erase(node);
        current = current == 0 ? 0 : current - 1;
      }
    }
    if (!todo_.empty()) {
      fail(
          "The requested range reaches revisions only through dependencies outside of it, so "
          "that they have no order within it");
    }
    return std::move(output_);
  }

 private:
  /// The first active line that stands on the revision at `current`; `current` if none does.
  std::size_t line_above(std::size_t current) {
    // Once everything above it has been listed, nothing active can stand on a revision.
    if (active_.size() == 1 || waiting_[active_[current]] == 0) return current;
    if (!reachability_) reachability_ = std::make_unique<Reachability>(graph_);
    for (std::size_t i = 0; i < active_.size(); ++i) {
      if (i != current && reachability_->stands_on(active_[i], active_[current])) return i;
    }
    return current;
  }

  void emit(Node node) {
    output_.push_back(node);
    todo_.erase(node);
    for (const Node parent : graph_.normalized_down[node]) --waiting_[parent];
  }

  /// Puts the revisions below `node` in its place. False if there are none to visit.
  bool descend(Node node, std::size_t current) {
    bool is_first = true;
    for (const Node parent : graph_.normalized_down[node]) {
      if (!todo_.contains(parent) || !active_set_.insert(parent)) continue;
      if (is_first) {
        active_[current] = parent;
        is_first = false;
      } else {
        active_.push_back(parent);
      }
    }
    if (!is_first) active_set_.erase(node);
    return !is_first;
  }

  const RevisionGraph& graph_;
  NodeSet todo_;
  std::vector<Node> active_;
  NodeSet active_set_;
  std::vector<std::uint32_t> waiting_;  ///< children not yet listed
  std::vector<Node> output_;
  std::unique_ptr<Reachability> reachability_;
};

}  // namespace

std::vector<Node> newest_first(const RevisionGraph& graph, const NodeSet& wanted,
                               const std::vector<Node>& heads) {
  return NewestFirst(graph, wanted, heads).run();
}

}  // namespace retort
