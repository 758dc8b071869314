// SPDX-License-Identifier: MIT
// The way up: what a target needs that is not there yet.
#include "revision/collect.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

namespace {

/// Where "+N" and "label@+N" count from.
std::vector<Position> starts_of_relative(const RevisionGraph& graph, const Endpoint& current,
                                         const std::optional<std::string>& branch) {
  if (!branch) {
    if (current.items.empty()) return {Position{}};
    if (current.items.size() > 1) return std::vector<Position>(current.items.size());
    return {position(graph, current.items.front())};
  }
  std::vector<Position> found = positions(graph, current);
  for (Position& one : found) {
    // A range's start may lead below the first revision; only a name of that spelling is on a line.
    if (one.is_base()) one = Position::at(named_revision(graph, "base", {}));
  }
  const std::vector<Node> rows = revisions_only(found, current.text());
  std::vector<Node> on_branch = in_lineage(graph, rows, *branch);
  if (on_branch.empty()) {
    // No row is on the branch: begin at the highest ancestors that are.
    const NodeSet applied = ancestors(graph, rows, Links::all);
    std::vector<Node> members;
    for (Node node = 0; node < graph.size(); ++node) {
      if (applied.contains(node)) members.push_back(node);
    }
    members = in_lineage(graph, members, *branch);
    NodeSet below_another(graph.size());
    for (const Node member : members) {
      for (const Node parent : graph.normalized_down[member]) below_another.insert(parent);
    }
    for (const Node member : members) {
      if (!below_another.contains(member)) on_branch.push_back(member);
    }
  }
  if (on_branch.empty()) return {Position{}};
  std::vector<Position> starts;
  starts.reserve(on_branch.size());
  for (const Node node : on_branch) starts.push_back(Position::at(node));
  return starts;
}

std::vector<Node> find_relative_target(const RevisionGraph& graph, const Endpoint& current,
                                       const RelativeTarget& target, Overwalk overwalk) {
  const std::string number = std::to_string(target.steps);
  Position found;
  if (target.steps > 0) {
    Position start;
    if (target.symbol) {
      start = position(graph, *target.symbol);
    } else {
      const std::vector<Position> starts = starts_of_relative(graph, current, target.branch);
      if (starts.size() > 1) fail("Ambiguous upgrade from multiple current revisions");
      start = starts.front();
    }
    found = walk(graph, start, target.steps, target.branch, overwalk);
    if (!found.is_revision()) fail_relative(target.text, target);
    return {found.node};
  }
  if (!target.symbol) fail_relative(number, target);
  const Position start = target.branch ? position(graph, *target.branch + "@" + *target.symbol)
                                       : position(graph, *target.symbol);
  found = walk(graph, start, target.steps, std::nullopt, overwalk);
  if (!found.is_revision()) fail_relative(number, target);
  return {found.node};
}

std::vector<Node> find_targets(const RevisionGraph& graph, const Endpoint& current,
                               const Endpoint& target, Overwalk overwalk) {
  if (!target.is_list) {
    if (const auto relative = parse_relative_target(target.items.front())) {
      return find_relative_target(graph, current, *relative, overwalk);
    }
  }
  return revisions_only(positions(graph, target), target.text());
}

/// A start "label@..." limits the targets to the label's branch.
std::vector<Node> on_branch_of_start(const RevisionGraph& graph, const std::vector<Node>& targets,
                                     const std::string& start) {
  std::string branch = start.substr(0, start.find('@'));
  const Position named = position(graph, branch);
  if (named.is_revision() && graph.id(named.node) == branch) {
    const std::vector<std::string> labels = graph.labels_of(named.node);
    if (labels.size() != 1) {
      fail(
          fmt::format("Revision {} does not tell one branch, because it is on {} labelled "
                      "branches",
                      branch, labels.size()));
    }
    branch = labels.front();
  }
  std::vector<Node> kept;
  for (const Node target : targets) {
    if (graph.has_label(target, branch)) kept.push_back(target);
  }
  return kept;
}

void insert_all(NodeSet& set, const std::vector<Node>& nodes) {
  for (const Node node : nodes) set.insert(node);
}

/// The lower end as revisions. A relative start that leads nowhere is counted from the other end.
std::vector<Node> find_lower(const RevisionGraph& graph, const std::vector<Position>& found,
                             const Endpoint& upper, Endpoint& lower, Overwalk overwalk) {
  if (found.empty() || !found.front().is_nowhere()) {
    std::vector<Node> nodes;
    for (const Position& one : found) {
      if (one.is_revision()) nodes.push_back(one.node);
    }
    check_no_ancestor_among(graph, nodes);
    return revisions_only(found, lower.text());
  }
  std::vector<std::string> ignored;
  const DowngradeTarget start =
      find_downgrade_target(graph, upper, lower.text(), overwalk, ignored);
  if (start.position.is_revision()) {
    lower = Endpoint::symbol(graph.id(start.position.node));
    return {start.position.node};
  }
  if (!start.position.is_base())
    fail(fmt::format("'{}' does not lead to a revision", lower.text()));
  lower = Endpoint::list({});
  return {};
}

}  // namespace

Collected collect_upgrade(const RevisionGraph& graph, const Endpoint& upper, const Endpoint& lower,
                          const UpgradeScope& scope) {
  std::vector<Node> targets = find_targets(graph, lower, upper, scope.overwalk);
  if (!lower.is_list && lower.text().find('@') != std::string::npos) {
    targets = on_branch_of_start(graph, targets, lower.text());
  }
  check_no_ancestor_among(graph, targets);
  NodeSet required = ancestors(graph, targets, Links::all);

  const std::vector<Position> found = positions(graph, lower);
  if (!scope.implicit_base) {
    for (const Position& one : found) {
      if (one.is_base() || (one.is_revision() && !required.contains(one.node))) {
        fail_range(lower.text(), upper.text());
      }
    }
  }
  Endpoint start = lower;
  const std::vector<Node> current = find_lower(graph, found, upper, start, scope.overwalk);
  const NodeSet applied = ancestors(graph, current, Links::all);
  for (Node node = 0; node < graph.size(); ++node) {
    if (applied.contains(node)) required.erase(node);
  }
  if (scope.inclusive) insert_all(required, revisions_only(positions(graph, start), start.text()));
  if (!current.empty() && !scope.implicit_base) {
    check_no_descendant_among(graph, current);
    const NodeSet above = descendants(graph, current, Links::down_revision);
    for (Node node = 0; node < graph.size(); ++node) {
      if (!above.contains(node)) required.erase(node);
    }
  }
  return {std::move(required), std::move(targets)};
}

std::vector<Node> visit(const RevisionGraph& graph, const Collected& collected) {
  std::vector<Node> nodes = newest_first(graph, collected.wanted, collected.heads);
  for (Node& node : nodes) node = follow(graph, node);
  return nodes;
}

}  // namespace retort
