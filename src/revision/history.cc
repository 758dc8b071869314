// SPDX-License-Identifier: MIT
// What the reading commands ask: which revisions a symbol, a range or the version table means.
#include "revision/collect.h"

namespace retort {

namespace {

std::vector<const Revision*> values(const RevisionGraph& graph, const std::vector<Node>& nodes) {
  std::vector<const Revision*> out;
  out.reserve(nodes.size());
  for (const Node node : nodes) out.push_back(&graph.revisions[node]);
  return out;
}

std::vector<Node> named_only(const std::vector<Position>& found) {
  std::vector<Node> nodes;
  for (const Position& one : found) {
    if (one.is_revision()) nodes.push_back(one.node);
  }
  return nodes;
}

}  // namespace

std::vector<const Revision*> resolve_revisions(const RevisionMap& map, std::string_view symbol) {
  return resolve_revisions(map, std::vector<std::string>{std::string(symbol)});
}

std::vector<const Revision*> resolve_revisions(const RevisionMap& map,
                                               const std::vector<std::string>& symbols) {
  const RevisionGraph& graph = map.graph();
  return reworded(
      {}, [&] { return values(graph, named_only(positions(graph, Endpoint::list(symbols)))); });
}

const Revision* resolve_revision(const RevisionMap& map, std::string_view symbol) {
  const RevisionGraph& graph = map.graph();
  const Position found = reworded({}, [&] { return position(graph, symbol); });
  return found.is_revision() ? &graph.revisions[found.node] : nullptr;
}

std::optional<std::string> current_head(const RevisionMap& map) {
  const std::vector<std::string> heads = map.heads();
  if (heads.empty()) return std::nullopt;
  if (heads.size() == 1) return heads.front();
  Wording wording;
  wording.multiple_heads =
      "The script directory has multiple heads (due to branching).Please use get_heads(), or "
      "merge the branches using alembic merge.";
  reworded(wording, [&] { fail_multiple_heads(heads, "head"); });
  return std::nullopt;
}

std::vector<const Revision*> history(const RevisionMap& map, const HistoryOptions& options) {
  const RevisionGraph& graph = map.graph();
  Endpoint lower = Endpoint::symbol(options.range.start.value_or("base"));
  Endpoint upper = Endpoint::symbol(options.range.end.value_or("heads"));
  const bool has_rows = !options.current_rows.empty();
  if (upper.text() == "current") {
    upper = has_rows ? Endpoint::list(options.current_rows) : Endpoint::symbol("heads");
  } else if (lower.text() == "current") {
    lower = has_rows ? Endpoint::list(options.current_rows) : Endpoint::symbol("base");
  }
  Wording wording;
  wording.range = "Requested range " + lower.text() + ":" + upper.text() +
                  " does not refer to ancestor/descendant revisions along the same branch";
  wording.heads_argument = upper.text();
  UpgradeScope scope;
  scope.inclusive = true;
  scope.implicit_base = false;
  scope.overwalk = Overwalk::stops;
  return reworded(wording, [&] {
    return values(graph, visit(graph, collect_upgrade(graph, upper, lower, scope)));
  });
}

namespace {

Endpoint endpoint(const std::vector<std::string>& symbols) {
  return symbols.size() == 1 ? Endpoint::symbol(symbols.front()) : Endpoint::list(symbols);
}

}  // namespace

std::vector<const Revision*> iterate_revisions(const RevisionMap& map,
                                               const IterateOptions& options) {
  const RevisionGraph& graph = map.graph();
  if (options.for_downgrade) {
    std::vector<std::string> warnings;
    const std::string target = options.lower.empty() ? std::string("base") : options.lower.front();
    return values(graph, visit(graph, collect_downgrade(graph, options.upper, target, warnings)));
  }
  UpgradeScope scope;
  scope.inclusive = options.inclusive;
  scope.implicit_base = options.implicit_base;
  scope.overwalk = options.stops_at_edge ? Overwalk::stops : Overwalk::is_nowhere;
  return values(graph, visit(graph, collect_upgrade(graph, endpoint(options.upper),
                                                    endpoint(options.lower), scope)));
}

std::vector<const Revision*> in_lineage(const RevisionMap& map,
                                        const std::vector<const Revision*>& revisions,
                                        std::string_view symbol, bool through_dependencies) {
  const RevisionGraph& graph = map.graph();
  std::vector<Node> nodes;
  nodes.reserve(revisions.size());
  for (const Revision* revision : revisions) nodes.push_back(graph.node_of(*revision));
  return values(graph,
                in_lineage(graph, nodes, symbol,
                           through_dependencies ? LineageLinks::all : LineageLinks::down_revision));
}

std::vector<const Revision*> current_revisions(const RevisionMap& map,
                                               const std::vector<std::string>& rows) {
  const RevisionGraph& graph = map.graph();
  return reworded({}, [&] {
    const Endpoint endpoint = Endpoint::list(rows);
    const std::vector<Node> nodes = revisions_only(positions(graph, endpoint), endpoint.text());
    return values(graph, implied_tips(graph, nodes));
  });
}

std::vector<BranchPoint> branch_points(const RevisionMap& map) {
  const RevisionGraph& graph = map.graph();
  std::vector<BranchPoint> points;
  for (const Revision* revision : history(map)) {
    const Node node = graph.node_of(*revision);
    if (!graph.is_branch_point(node)) continue;
    const auto children = graph.next[node];
    points.push_back({revision, values(graph, {children.begin(), children.end()})});
  }
  return points;
}

}  // namespace retort
