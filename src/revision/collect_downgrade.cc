// SPDX-License-Identifier: MIT
// The way down: what stands on the target and has to go first.
#include "revision/collect.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

namespace {

/// Those of the names that share a line with the branch.
std::vector<std::string> names_in_lineage(const RevisionGraph& graph,
                                          const std::vector<std::string>& names,
                                          const std::string& branch) {
  std::vector<std::string> kept;
  for (const std::string& name : names) {
    if (!in_lineage(graph, {named_revision(graph, name, {})}, branch).empty()) {
      kept.push_back(name);
    }
  }
  return kept;
}

/// The current revision that "-N" and "label@-N" count from, and the branch to stay on.
std::string start_of_relative(const RevisionGraph& graph, const Endpoint& current,
                              const RelativeTarget& target, std::optional<std::string>& branch,
                              std::vector<std::string>& warnings) {
  if (target.branch) {
    std::vector<std::string> starts = names_in_lineage(graph, current.items, *target.branch);
    if (starts.empty()) {
      // The branch's head may have no row of its own because a row depends on it.
      const std::vector<Node> tips =
          implied_tips(graph, revisions_only(positions(graph, current), current.text()));
      starts = graph.ids_of(in_lineage(graph, tips, *target.branch));
    }
    if (starts.size() != 1) {
      fail(
          fmt::format("Relative revision {} needs exactly one current revision on branch '{}'; "
                      "{} found",
                      target.text, *target.branch, starts.size()));
    }
    return starts.front();
  }
  if (current.items.empty()) fail_relative(target.text, target);
  const bool all_same =
      std::all_of(current.items.begin(), current.items.end(),
                  [&](const std::string& item) { return item == current.items.front(); });
  if (!all_same) {
    warnings.emplace_back(
        "downgrade -1 from multiple heads is ambiguous; this usage will be disallowed in a future "
        "release.");
  }
  branch = current.items.front();
  return current.items.front();
}

DowngradeTarget find_relative_target(const RevisionGraph& graph, const Endpoint& current,
                                     const RelativeTarget& target, Overwalk overwalk,
                                     std::vector<std::string>& warnings) {
  DowngradeTarget out;
  out.branch = target.branch;
  if (target.steps >= 0) {
    if (!target.symbol) fail_relative(target.text, target);
    out.position =
        walk(graph, position(graph, *target.symbol), target.steps, target.branch, overwalk);
    if (out.position.is_nowhere()) fail("Walked too far");
    return out;
  }
  const std::string symbol = target.symbol
                                 ? *target.symbol
                                 : start_of_relative(graph, current, target, out.branch, warnings);
  const Position start =
      out.branch ? position(graph, *out.branch + "@" + symbol) : position(graph, symbol);
  out.position = walk(graph, start, target.steps, std::nullopt, overwalk);
  if (out.position.is_nowhere()) {
    if (target.symbol) fail("Walked too far");
    fail_relative(target.text, target);
  }
  return out;
}

std::vector<Node> roots_to_drop(const RevisionGraph& graph, const DowngradeTarget& target) {
  std::vector<Node> roots;
  if (target.position.is_revision()) {
    for (const Node child : graph.next[target.position.node]) {
      roots.push_back(follow(graph, child));
    }
  } else {
    // Every name of a base counts, so that a labelled one alone makes the branch matter.
    for (const std::string_view name : graph.ordered_names) {
      const Node node = graph.find(name);
      if (graph.revisions[node].down_revision.empty()) roots.push_back(node);
    }
  }
  if (!target.branch || target.branch->empty() || roots.size() < 2) return roots;
  const NodeSet line =
      ancestors(graph, {branch_revision(graph, *target.branch)}, Links::down_revision);
  roots.erase(
      std::remove_if(roots.begin(), roots.end(), [&](Node root) { return !line.contains(root); }),
      roots.end());
  if (roots.empty()) fail("Not a valid downgrade target from current heads");
  return roots;
}

}  // namespace

DowngradeTarget find_downgrade_target(const RevisionGraph& graph, const Endpoint& current,
                                      std::string_view target, Overwalk overwalk,
                                      std::vector<std::string>& warnings) {
  if (const auto relative = parse_relative_target(target)) {
    return find_relative_target(graph, current, *relative, overwalk, warnings);
  }
  DowngradeTarget out;
  const std::size_t at = target.rfind('@');
  if (at != std::string_view::npos && at > 0) out.branch = std::string(target.substr(0, at));
  out.position = position(graph, at == std::string_view::npos ? target : target.substr(at + 1));
  return out;
}

Collected collect_downgrade(const RevisionGraph& graph, const std::vector<std::string>& current,
                            std::string_view target, std::vector<std::string>& warnings) {
  const Endpoint rows = Endpoint::list(current);
  const DowngradeTarget destination =
      find_downgrade_target(graph, rows, target, Overwalk::is_nowhere, warnings);
  const std::vector<Node> roots = roots_to_drop(graph, destination);
  std::vector<Node> heads = revisions_only(positions(graph, rows), rows.text());
  NodeSet wanted = descendants(graph, roots, Links::all);
  const NodeSet applied = ancestors(graph, heads, Links::all);
  for (Node node = 0; node < graph.size(); ++node) {
    if (!applied.contains(node)) wanted.erase(node);
  }
  const Position& position = destination.position;
  if (position.is_revision() && wanted.empty() &&
      std::find(heads.begin(), heads.end(), position.node) == heads.end()) {
    fail_range("Nothing to drop", rows.text());
  }
  return {std::move(wanted), std::move(heads)};
}

}  // namespace retort
