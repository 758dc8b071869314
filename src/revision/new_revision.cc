// SPDX-License-Identifier: MIT
// What a new revision's file says about its place in the graph.
#include "revision/resolve.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

namespace {

std::vector<Node> find_parents(const RevisionGraph& graph, const NewRevisionOptions& options) {
  const std::vector<std::string> head = options.head.value_or(std::vector<std::string>{"head"});
  Wording wording;
  wording.multiple_heads =
      "Multiple heads are present; please specify the head revision on which the new revision "
      "should be based, or perform a merge.";
  const std::vector<Position> found =
      reworded(wording, [&] { return positions(graph, Endpoint::list(head)); });
  std::vector<Node> parents;
  for (const Position& one : found) {
    if (one.is_base()) fail("A new revision cannot be placed below the first one");
    if (one.is_revision()) parents.push_back(one.node);
  }
  std::vector<Node> sorted = parents;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    fail("Duplicate head revisions specified");
  }
  return parents;
}

std::string complete_dependency(const RevisionGraph& graph, const std::string& name) {
  const Position found = reworded({}, [&] { return position(graph, name); });
  if (!found.is_revision()) {
    fail(fmt::format("A revision cannot depend on '{}', which names no revision", name));
  }
  return graph.has_label(found.node, name) ? name : graph.id(found.node);
}

}  // namespace

Revision resolve_new_revision(const RevisionMap& map, const NewRevisionOptions& options) {
  const RevisionGraph& graph = map.graph();
  verify_revision_id(options.revision);
  const std::vector<Node> parents = find_parents(graph, options);
  for (const Node parent : parents) {
    if (options.splice || graph.is_head(parent)) continue;
    fail(fmt::format(
        "Revision {} is not a head revision; please specify --splice to create a new branch from "
        "this revision",
        graph.id(parent)));
  }
  Revision revision;
  revision.revision = options.revision;
  revision.down_revision = graph.ids_of(parents);
  revision.branch_labels = options.branch_labels;
  for (const std::string& name : options.depends_on) {
    revision.depends_on.push_back(complete_dependency(graph, name));
  }
  return revision;
}

}  // namespace retort
