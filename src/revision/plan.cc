// SPDX-License-Identifier: MIT
// Upgrades and downgrades as lists of steps.
#include "revision/collect.h"
#include "revision/step.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace retort {

namespace {

Step make_step(const RevisionGraph& graph, Node node, StepKind kind) {
  const Revision& revision = graph.revisions[node];
  Step step;
  step.kind = kind;
  step.is_upgrade = kind == StepKind::upgrade;
  step.revision = revision.revision;
  step.doc = std::string(revision.doc());
  step.from = revision.down_revision;
  step.from_all = graph.ids_of(graph.normalized_down[node]);
  step.to = {revision.revision};
  step.to_all = step.to;
  if (!step.is_upgrade) {
    std::swap(step.from, step.to);
    std::swap(step.from_all, step.to_all);
  }
  return step;
}

Plan make_plan(const RevisionMap& map, const std::vector<std::string>& rows,
               const std::vector<Node>& nodes, StepKind kind) {
  Plan plan;
  plan.steps.reserve(nodes.size());
  for (const Node node : nodes) plan.steps.push_back(make_step(map.graph(), node, kind));
  record_rows(map, rows, plan.steps);
  return plan;
}

Plan plan_upgrade_to(const RevisionMap& map, const std::vector<std::string>& rows,
                     const Endpoint& target) {
  const RevisionGraph& graph = map.graph();
  Wording wording;
  wording.range = fmt::format("Destination {} is not a valid upgrade target from current head(s)",
                              target.text());
  wording.heads_argument = target.empty() ? "" : target.text();
  std::vector<Node> nodes = reworded(wording, [&] {
    return visit(graph, collect_upgrade(graph, target, Endpoint::list(rows), UpgradeScope{}));
  });
  std::reverse(nodes.begin(), nodes.end());
  return make_plan(map, rows, nodes, StepKind::upgrade);
}

}  // namespace

Plan plan_upgrade(const RevisionMap& map, const std::vector<std::string>& rows,
                  std::string_view target) {
  return plan_upgrade_to(map, rows, Endpoint::symbol(target));
}

Plan plan_upgrade(const RevisionMap& map, const std::vector<std::string>& rows,
                  const std::vector<std::string>& targets) {
  return plan_upgrade_to(map, rows, Endpoint::list(targets));
}

Plan plan_downgrade(const RevisionMap& map, const std::vector<std::string>& rows,
                    std::string_view target) {
  const RevisionGraph& graph = map.graph();
  Wording wording;
  wording.range =
      fmt::format("Destination {} is not a valid downgrade target from current head(s)", target);
  wording.heads_argument = std::string(target);
  std::vector<std::string> warnings;
  const std::vector<Node> nodes = with_warnings(warnings, [&] {
    return reworded(wording,
                    [&] { return visit(graph, collect_downgrade(graph, rows, target, warnings)); });
  });
  Plan plan = make_plan(map, rows, nodes, StepKind::downgrade);
  plan.warnings = std::move(warnings);
  return plan;
}

Step step_over(const RevisionMap& map, const Revision& revision, StepKind kind) {
  return make_step(map.graph(), map.graph().node_of(revision), kind);
}

Plan plan_steps(const RevisionMap& map, const std::vector<std::string>& rows,
                std::vector<Step> steps) {
  record_rows(map, rows, steps);
  return {.steps = std::move(steps)};
}

void record_rows(const RevisionMap& map, const std::vector<std::string>& rows,
                 std::vector<Step>& steps) {
  HeadState state(map, rows);
  for (Step& step : steps) state.apply(step);
}

std::string format_step_short(const Step& step) {
  std::string_view name = "upgrade";
  if (step.kind == StepKind::downgrade) name = "downgrade";
  if (step.kind == StepKind::stamp) name = "stamp_revision";
  return fmt::format("{} {} -> {}", name, fmt::join(step.from, ", "), fmt::join(step.to, ", "));
}

std::string format_step(const Step& step) {
  std::string text = format_step_short(step);
  if (!step.doc.empty()) text += ", " + step.doc;
  return text;
}

}  // namespace retort
