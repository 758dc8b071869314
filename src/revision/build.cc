// SPDX-License-Identifier: MIT
// From revisions in load order to their graph: names, links, heads and bases.
#include "revision/errors.h"
#include "revision/graph.h"
#include "revision/validate.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

Edges Edges::from_pairs(std::size_t nodes, const std::vector<std::pair<Node, Node>>& pairs) {
  Edges edges;
  edges.starts_.assign(nodes + 1, 0);
  for (const auto& [from, to] : pairs) ++edges.starts_[from + 1];
  for (std::size_t i = 0; i < nodes; ++i) edges.starts_[i + 1] += edges.starts_[i];
  edges.targets_.resize(pairs.size());
  std::vector<std::uint32_t> fill(edges.starts_.begin(), edges.starts_.end() - 1);
  for (const auto& [from, to] : pairs) edges.targets_[fill[from]++] = to;
  return edges;
}

Node RevisionGraph::node_of(const Revision& revision) const {
  if (!revisions.empty() && &revision >= revisions.data() &&
      &revision < revisions.data() + revisions.size()) {
    return static_cast<Node>(&revision - revisions.data());
  }
  return find(revision.revision);
}

bool RevisionGraph::has_label(Node node, std::string_view label) const {
  const auto& set = label_sets[label_set_of[node]];
  return std::any_of(set.begin(), set.end(),
                     [&](std::uint32_t place_of_label) { return labels[place_of_label] == label; });
}

std::vector<std::string> RevisionGraph::labels_of(Node node) const {
  std::vector<std::string> out;
  for (const std::uint32_t label : label_sets[label_set_of[node]]) out.push_back(labels[label]);
  return out;
}

std::vector<std::string> RevisionGraph::ids_of(std::span<const Node> nodes) const {
  std::vector<std::string> out;
  out.reserve(nodes.size());
  for (const Node node : nodes) out.push_back(id(node));
  return out;
}

namespace {

Node node_count(const RevisionGraph& graph) { return static_cast<Node>(graph.size()); }

void name_revisions(RevisionGraph& graph) {
  graph.names.reserve(graph.size());
  graph.ordered_names.reserve(graph.size());
  graph.place.reserve(graph.size());
  graph.lost_id.assign(graph.size(), false);
  for (Node node = 0; node < node_count(graph); ++node) {
    const Revision& revision = graph.revisions[node];
    verify_revision(revision);
    const auto [entry, is_new] = graph.names.try_emplace(revision.revision, node);
    if (is_new) {
      graph.place.push_back(static_cast<std::uint32_t>(graph.ordered_names.size()));
      graph.ordered_names.emplace_back(revision.revision);
      continue;
    }
    graph.place.push_back(graph.place[entry->second]);
    graph.lost_id[entry->second] = true;
    graph.warnings.push_back(
        fmt::format("Revision {} is present more than once", revision.revision));
    entry->second = node;
  }
  graph.id_count = graph.ordered_names.size();
  for (const std::string_view symbol : {"head", "heads", "base", ""}) {
    graph.has_symbolic_ids = graph.has_symbolic_ids || graph.names.count(symbol) != 0;
  }
}

void name_labels(RevisionGraph& graph) {
  for (Node node = 0; node < node_count(graph); ++node) {
    for (const std::string& label : graph.revisions[node].branch_labels) {
      const auto [entry, is_new] = graph.names.try_emplace(label, node);
      if (!is_new) {
        RevisionError::Details details;
        details.kind = RevisionErrorKind::duplicate_label;
        details.argument = label;
        details.cause = fmt::format("Branch name '{}' in revision {} already used by revision {}",
                                    label, graph.id(node), graph.id(entry->second));
        const std::string message = details.cause;
        throw RevisionError(message, std::move(details));
      }
      graph.ordered_names.emplace_back(label);
    }
  }
}

void resolve_dependencies(RevisionGraph& graph) {
  std::vector<Node> found;
  for (Node node = 0; node < node_count(graph); ++node) {
    found.clear();
    const std::vector<std::string>& names = graph.revisions[node].depends_on;
    if (names.size() == 1 && names.front().empty()) {
      graph.dependencies.append({});
      continue;
    }
    for (const std::string& name : names) {
      const Node named = graph.find(name);
      if (named == no_node) fail_missing_dependency(graph, node, name);
      found.push_back(graph.find(graph.id(named)));
    }
    graph.dependencies.append(found);
  }
}

void resolve_down_revisions(RevisionGraph& graph) {
  std::vector<Node> found;
  for (Node node = 0; node < node_count(graph); ++node) {
    found.clear();
    for (const std::string& name : graph.revisions[node].down_revision) {
      const Node named = graph.find(name);
      if (named == no_node) fail_missing_parent(graph, node, name);
      found.push_back(named);
    }
    graph.down.append(found);
  }
}

void link_children(RevisionGraph& graph) {
  std::vector<std::pair<Node, Node>> next;
  std::vector<std::pair<Node, Node>> all_next;
  std::vector<Node> seen_from(graph.size(), no_node);
  for (Node node = 0; node < node_count(graph); ++node) {
    if (!graph.is_reachable(node)) continue;
    for (const Node parent : graph.down[node]) {
      if (seen_from[parent] == node) continue;
      seen_from[parent] = node;
      next.emplace_back(parent, node);
      all_next.emplace_back(parent, node);
    }
    for (const Node parent : graph.dependencies[node]) {
      if (seen_from[parent] == node) continue;
      seen_from[parent] = node;
      all_next.emplace_back(parent, node);
    }
  }
  graph.next = Edges::from_pairs(graph.size(), next);
  graph.all_next = Edges::from_pairs(graph.size(), all_next);
  for (Node node = 0; node < node_count(graph); ++node) {
    const Revision& revision = graph.revisions[node];
    if (graph.is_head(node)) graph.heads.push_back(node);
    if (graph.is_real_head(node)) graph.real_heads.push_back(node);
    if (!revision.down_revision.empty()) continue;
    graph.bases.push_back(node);
    if (revision.depends_on.empty()) graph.real_bases.push_back(node);
  }
}

}  // namespace

RevisionGraph build_graph(std::vector<Revision> revisions) {
  RevisionGraph graph;
  graph.revisions = std::move(revisions);
  with_warnings(graph.warnings, [&] {
    name_revisions(graph);
    name_labels(graph);
    resolve_dependencies(graph);
    resolve_down_revisions(graph);
    link_children(graph);
    check_parents_are_ids(graph);
    check_cycles(graph);
    sort_topologically(graph);
  });
  normalize_dependencies(graph);
  inherit_labels(graph);
  return graph;
}

}  // namespace retort
