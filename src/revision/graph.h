// SPDX-License-Identifier: MIT
// The indexed form of a revision map: revisions are numbers, links are flat arrays. Everything
// else in this folder is written against it.
#pragma once

#include "retort/revision.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace retort {

/// A revision, by its place in load order.
using Node = std::uint32_t;
inline constexpr Node no_node = UINT32_MAX;

/// A set of nodes of one graph; membership is one look-up.
class NodeSet {
 public:
  explicit NodeSet(std::size_t nodes) : present_(nodes, 0) {}
  bool contains(Node node) const { return present_[node] != 0; }
  /// True if the node was not in the set.
  bool insert(Node node) {
    if (present_[node] != 0) return false;
    present_[node] = 1;
    ++count_;
    return true;
  }
  void erase(Node node) {
    count_ -= present_[node];
    present_[node] = 0;
  }
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }

 private:
  std::vector<std::uint8_t> present_;
  std::size_t count_ = 0;
};

/// Links from each node to some others, in two arrays.
class Edges {
 public:
  Edges() : starts_{0} {}
  /// Appends the links of the next node.
  void append(std::span<const Node> targets) {
    targets_.insert(targets_.end(), targets.begin(), targets.end());
    starts_.push_back(static_cast<std::uint32_t>(targets_.size()));
  }
  std::span<const Node> operator[](Node node) const {
    return std::span<const Node>(targets_).subspan(starts_[node],
                                                   starts_[node + 1] - starts_[node]);
  }
  /// The reverse links of `nodes` nodes, from (parent, child) pairs in any order.
  static Edges from_pairs(std::size_t nodes, const std::vector<std::pair<Node, Node>>& pairs);

 private:
  std::vector<std::uint32_t> starts_;
  std::vector<Node> targets_;
};

struct RevisionGraph {
  std::vector<Revision> revisions;  ///< load order; the views below point into it
  std::vector<std::string> warnings;

  /// Ids and branch labels. An id that was loaded twice names the later revision.
  std::unordered_map<std::string_view, Node> names;
  /// Each name once: ids by their first appearance, then labels.
  std::vector<std::string_view> ordered_names;
  std::size_t id_count = 0;          ///< how many of ordered_names are ids
  std::vector<std::uint32_t> place;  ///< node -> place of its id in ordered_names
  std::vector<bool> lost_id;         ///< node -> whether a later one took its id over
  /// An id is spelled like a symbol ("head"), so that following a link by id may go astray.
  bool has_symbolic_ids = false;

  Edges down;                     ///< as written, repetitions kept
  Edges dependencies;             ///< resolved, as written
  Edges normalized_dependencies;  ///< those that no ancestor has already
  Edges normalized_down;          ///< down and normalized_dependencies, each once
  Edges next;                     ///< children by down_revision, load order
  Edges all_next;                 ///< children by either kind of link, load order
  std::vector<Node> heads, real_heads, bases, real_bases;
  std::vector<Node> topological;      ///< parents before children
  std::vector<std::uint32_t> height;  ///< above every parent's

  std::vector<std::string> labels;                     ///< sorted
  std::vector<std::vector<std::uint32_t>> label_sets;  ///< distinct sets of places in labels
  std::vector<std::uint32_t> label_set_of;             ///< node -> place in label_sets

  std::size_t size() const { return revisions.size(); }
  const std::string& id(Node node) const { return revisions[node].revision; }
  Node find(std::string_view name) const {
    const auto found = names.find(name);
    return found == names.end() ? no_node : found->second;
  }
  Node node_of(const Revision& revision) const;
  /// False for a revision whose id a later one took over.
  bool is_reachable(Node node) const { return !lost_id[node]; }
  bool is_head(Node node) const { return next[node].empty(); }
  bool is_real_head(Node node) const { return all_next[node].empty(); }
  bool is_branch_point(Node node) const { return next[node].size() > 1; }
  bool is_real_branch_point(Node node) const { return all_next[node].size() > 1; }
  bool is_merge_point(Node node) const { return down[node].size() > 1; }
  bool has_label(Node node, std::string_view label) const;
  std::vector<std::string> labels_of(Node node) const;
  std::vector<std::string> ids_of(std::span<const Node> nodes) const;
};

/// Makes the graph of `revisions`; the work behind RevisionMap::build.
RevisionGraph build_graph(std::vector<Revision> revisions);

/// Fills in normalized_dependencies and normalized_down.
void normalize_dependencies(RevisionGraph& graph);
/// Fills in the label sets.
void inherit_labels(RevisionGraph& graph);

}  // namespace retort
