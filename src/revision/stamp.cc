// SPDX-License-Identifier: MIT
// Moving the version table without running anything.
#include "revision/resolve.h"
#include "revision/step.h"
#include "revision/traverse.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

namespace {

constexpr const char* several_heads =
    "Multiple heads are present; please specify a single target revision";

struct Direction {
  bool is_upgrade = false;
  bool branch_move = false;
};

Step make_step(std::vector<std::string> from, std::vector<std::string> to, Direction direction) {
  Step step;
  step.kind = StepKind::stamp;
  step.is_upgrade = direction.is_upgrade;
  step.branch_move = direction.branch_move;
  if (!to.empty()) step.revision = to.front();
  step.from = from;
  step.to = to;
  step.from_all = std::move(from);
  step.to_all = std::move(to);
  return step;
}

bool any_in(const NodeSet& set, const std::vector<Node>& nodes) {
  return std::any_of(nodes.begin(), nodes.end(), [&](Node node) { return set.contains(node); });
}

/// The rows that share a line with any of the targets, each once.
std::vector<Node> affected_heads(const RevisionGraph& graph, const std::vector<Node>& heads,
                                 const std::vector<std::string>& targets) {
  std::vector<Node> affected;
  for (const std::string& target : targets) {
    if (target.empty()) continue;
    for (const Node head : in_lineage(graph, heads, target, LineageLinks::all)) {
      if (std::find(affected.begin(), affected.end(), head) == affected.end()) {
        affected.push_back(head);
      }
    }
  }
  return affected;
}

void add_steps(const RevisionGraph& graph, const std::vector<Node>& heads, Position destination,
               std::vector<Step>& steps) {
  if (destination.is_base()) fail("A step below the first revision is no destination for a stamp");
  if (destination.is_nowhere()) {
    for (const Node head : heads) {
      steps.push_back(make_step({graph.id(head)}, {}, {.is_upgrade = false, .branch_move = true}));
    }
    return;
  }
  const Node node = destination.node;
  if (std::find(heads.begin(), heads.end(), node) != heads.end()) return;
  const bool heads_above = any_in(descendants(graph, {node}, Links::all), heads);
  const bool heads_below = any_in(ancestors(graph, {node}, Links::all), heads);
  if (heads_above && heads_below) {
    fail(fmt::format("Cannot stamp {}: the version table holds revisions both above and below it",
                     graph.id(node)));
  }
  if (heads_above || heads_below) {
    steps.push_back(make_step(graph.ids_of(heads), {graph.id(node)},
                              {.is_upgrade = heads_below, .branch_move = false}));
  } else {
    steps.push_back(make_step({}, {graph.id(node)}, {.is_upgrade = true, .branch_move = true}));
  }
}

}  // namespace

Plan plan_stamp(const RevisionMap& map, const std::vector<std::string>& rows,
                const std::vector<std::string>& targets) {
  const RevisionGraph& graph = map.graph();
  const std::vector<std::string> wanted =
      targets.empty() ? std::vector<std::string>{"base"} : targets;
  Wording wording;
  wording.multiple_heads = several_heads;
  Plan plan;
  reworded(wording, [&] {
    const Endpoint endpoint = Endpoint::list(rows);
    const std::vector<Node> present = revisions_only(positions(graph, endpoint), endpoint.text());
    const std::vector<Node> heads = affected_heads(graph, present, wanted);
    std::vector<Position> destinations = positions(graph, Endpoint::list(wanted));
    if (destinations.empty()) destinations.emplace_back();
    for (const Position& destination : destinations) {
      add_steps(graph, heads, destination, plan.steps);
    }
  });
  record_rows(map, rows, plan.steps);
  return plan;
}

}  // namespace retort
