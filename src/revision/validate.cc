// SPDX-License-Identifier: MIT
// Self-loops, absent parents and cycles.
#include "revision/validate.h"

#include "revision/errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

namespace {

bool contains(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

/// Marks everything that can be reached from `starts` over links of one or two kinds.
NodeSet reach(const RevisionGraph& graph, const std::vector<Node>& starts, const Edges& links,
              const Edges* more_links) {
  NodeSet seen(graph.size());
  std::vector<Node> todo(starts);
  while (!todo.empty()) {
    const Node node = todo.back();
    todo.pop_back();
    if (!seen.insert(node)) continue;
    for (const Node linked : links[node]) todo.push_back(linked);
    if (more_links == nullptr) continue;
    for (const Node linked : (*more_links)[node]) todo.push_back(linked);
  }
  return seen;
}

std::vector<std::string> map_order(const RevisionGraph& graph) {
  return {graph.ordered_names.begin(),
          graph.ordered_names.begin() + static_cast<std::ptrdiff_t>(graph.id_count)};
}

void check_between(const RevisionGraph& graph, RevisionErrorKind kind,
                   const std::vector<Node>& heads, const std::vector<Node>& bases,
                   const Edges& upward) {
  if (heads.empty() || bases.empty()) fail_cycle(kind, map_order(graph));
  const bool with_dependencies = kind == RevisionErrorKind::dependency_cycle;
  const NodeSet below =
      reach(graph, heads, graph.down, with_dependencies ? &graph.dependencies : nullptr);
  const NodeSet above = reach(graph, bases, upward, nullptr);
  std::vector<std::string> lost;
  for (Node node = 0; node < graph.size(); ++node) {
    if (!graph.is_reachable(node)) continue;
    if (!below.contains(node) || !above.contains(node)) lost.push_back(graph.id(node));
  }
  if (lost.empty()) return;
  std::sort(lost.begin(), lost.end());
  fail_cycle(kind, std::move(lost));
}

/// Kahn's algorithm over the chosen links; the nodes that it cannot place are in or above a cycle.
std::vector<Node> parents_first(const RevisionGraph& graph, bool with_dependencies) {
  const auto size = static_cast<Node>(graph.size());
  const Edges& upward = with_dependencies ? graph.all_next : graph.next;
  std::vector<std::uint32_t> waiting(size, 0);
  for (Node node = 0; node < size; ++node) {
    for (const Node child : upward[node]) ++waiting[child];
  }
  std::vector<Node> order;
  order.reserve(size);
  for (Node node = 0; node < size; ++node) {
    if (waiting[node] == 0 && graph.is_reachable(node)) order.push_back(node);
  }
  for (std::size_t done = 0; done < order.size(); ++done) {
    for (const Node child : upward[order[done]]) {
      if (--waiting[child] == 0) order.push_back(child);
    }
  }
  for (Node node = 0; node < size; ++node) {
    if (!graph.is_reachable(node)) order.push_back(node);
  }
  return order;
}

[[noreturn]] void fail_unplaced(const RevisionGraph& graph, RevisionErrorKind kind,
                                const std::vector<Node>& placed) {
  const Edges& upward = kind == RevisionErrorKind::dependency_cycle ? graph.all_next : graph.next;
  NodeSet in_cycle(graph.size());
  for (Node node = 0; node < graph.size(); ++node) in_cycle.insert(node);
  for (const Node node : placed) in_cycle.erase(node);
  // What merely stands above a cycle has no way back into it.
  for (bool changed = true; changed;) {
    changed = false;
    for (Node node = 0; node < graph.size(); ++node) {
      const auto children = upward[node];
      if (!in_cycle.contains(node) ||
          std::any_of(children.begin(), children.end(),
                      [&](Node child) { return in_cycle.contains(child); })) {
        continue;
      }
      in_cycle.erase(node);
      changed = true;
    }
  }
  std::vector<std::string> members;
  for (Node node = 0; node < graph.size(); ++node) {
    if (in_cycle.contains(node)) members.push_back(graph.id(node));
  }
  std::sort(members.begin(), members.end());
  fail_cycle(kind, std::move(members));
}

/// The revision as a warning shows it while the map is only linked up to it.
std::string describe(const RevisionGraph& graph, Node node) {
  const Revision& revision = graph.revisions[node];
  bool has_child = false;
  std::size_t children = 0;
  for (std::size_t i = 0; i < graph.place[node]; ++i) {
    const Node earlier = graph.find(graph.ordered_names[i]);
    children += contains(graph.revisions[earlier].down_revision, revision.revision) ? 1U : 0U;
    has_child = children > 0;
  }
  return fmt::format("{} -> {}{}{}{}, {}",
                     revision.down_revision.empty() ? "<base>" : join_comma(revision.down_revision),
                     revision.revision, has_child ? "" : " (head)",
                     children > 1 ? " (branchpoint)" : "",
                     revision.down_revision.size() > 1 ? " (mergepoint)" : "", revision.doc());
}

[[noreturn]] void fail_missing(const std::string& message, const std::string& name) {
  RevisionError::Details details;
  details.kind = RevisionErrorKind::missing;
  details.argument = name;
  details.cause = message;
  throw RevisionError(message, std::move(details));
}

}  // namespace

void verify_revision(const Revision& revision) {
  if (contains(revision.down_revision, revision.revision)) {
    fail_cycle(RevisionErrorKind::loop, {revision.revision});
  }
  if (contains(revision.depends_on, revision.revision)) {
    fail_cycle(RevisionErrorKind::dependency_loop, {revision.revision});
  }
  verify_revision_id(revision.revision);
}

void fail_missing_dependency(const RevisionGraph& graph, Node node, const std::string& name) {
  fail_missing(fmt::format("Revision {} referenced from depends_on of {} is not present", name,
                           graph.id(node)),
               name);
}

void fail_missing_parent(const RevisionGraph& graph, Node node, const std::string& name) {
  fail_missing(
      fmt::format("Revision {} referenced from {} is not present", name, describe(graph, node)),
      name);
}

void check_parents_are_ids(const RevisionGraph& graph) {
  for (Node node = 0; node < graph.size(); ++node) {
    const auto parents = graph.down[node];
    for (std::size_t i = 0; i < parents.size(); ++i) {
      const std::string& name = graph.revisions[node].down_revision[i];
      if (graph.id(parents[i]) == name) continue;
      fail_missing(fmt::format("Revision {} has the branch label '{}' as down_revision; only "
                               "depends_on may name a label",
                               graph.id(node), name),
                   name);
    }
  }
}

void check_cycles(const RevisionGraph& graph) {
  if (graph.revisions.empty()) return;
  check_between(graph, RevisionErrorKind::cycle, graph.heads, graph.bases, graph.next);
  check_between(graph, RevisionErrorKind::dependency_cycle, graph.real_heads, graph.real_bases,
                graph.all_next);
}

void sort_topologically(RevisionGraph& graph) {
  graph.topological = parents_first(graph, true);
  if (graph.topological.size() < graph.size()) {
    // A circle that also has ways in from a base and out to a head passes check_cycles.
    const std::vector<Node> by_parent = parents_first(graph, false);
    if (by_parent.size() < graph.size()) {
      fail_unplaced(graph, RevisionErrorKind::cycle, by_parent);
    }
    fail_unplaced(graph, RevisionErrorKind::dependency_cycle, graph.topological);
  }
  graph.height.assign(graph.size(), 0);
  for (const Node node : graph.topological) {
    std::uint32_t height = 0;
    for (const Node parent : graph.down[node]) height = std::max(height, graph.height[parent] + 1);
    for (const Node parent : graph.dependencies[node]) {
      height = std::max(height, graph.height[parent] + 1);
    }
    graph.height[node] = height;
  }
}

}  // namespace retort
