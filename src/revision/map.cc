// SPDX-License-Identifier: MIT
// RevisionMap: the public face of the graph.
#include "retort/revision.h"

#include "revision/graph.h"

#include <utility>

namespace retort {

std::string_view Revision::doc() const {
  const std::string_view text = longdoc;
  return text.substr(0, text.find("\n\n"));
}

RevisionMap::RevisionMap() : RevisionMap(build({})) {}

RevisionMap::RevisionMap(std::shared_ptr<const RevisionGraph> graph) : graph_(std::move(graph)) {}

RevisionMap RevisionMap::build(std::vector<Revision> revisions) {
  return RevisionMap(std::make_shared<const RevisionGraph>(build_graph(std::move(revisions))));
}

RevisionMap RevisionMap::with_revision(Revision revision) const {
  std::vector<Revision> revisions = graph_->revisions;
  revisions.push_back(std::move(revision));
  return build(std::move(revisions));
}

const std::vector<std::string>& RevisionMap::warnings() const { return graph_->warnings; }

const std::vector<Revision>& RevisionMap::revisions() const { return graph_->revisions; }

std::vector<std::string> RevisionMap::ids() const {
  const auto first = graph_->ordered_names.begin();
  return {first, first + static_cast<std::ptrdiff_t>(graph_->id_count)};
}

std::vector<std::string> RevisionMap::labels() const {
  const auto first = graph_->ordered_names.begin();
  return {first + static_cast<std::ptrdiff_t>(graph_->id_count), graph_->ordered_names.end()};
}

const Revision* RevisionMap::find(std::string_view id_or_label) const {
  const Node node = graph_->find(id_or_label);
  return node == no_node ? nullptr : &graph_->revisions[node];
}

RevisionLinks RevisionMap::links(const Revision& revision) const {
  const RevisionGraph& graph = *graph_;
  const Node node = graph.node_of(revision);
  RevisionLinks links;
  if (node == no_node) return links;
  links.next = graph.ids_of(graph.next[node]);
  links.all_next = graph.ids_of(graph.all_next[node]);
  links.dependencies = graph.ids_of(graph.dependencies[node]);
  links.normalized_dependencies = graph.ids_of(graph.normalized_dependencies[node]);
  links.branch_labels = graph.labels_of(node);
  links.is_head = graph.is_head(node);
  links.is_real_head = graph.is_real_head(node);
  links.is_base = graph.revisions[node].down_revision.empty();
  links.is_real_base = links.is_base && graph.revisions[node].depends_on.empty();
  links.is_branch_point = graph.is_branch_point(node);
  links.is_real_branch_point = graph.is_real_branch_point(node);
  links.is_merge_point = graph.is_merge_point(node);
  return links;
}

std::vector<std::string> RevisionMap::heads() const { return graph_->ids_of(graph_->heads); }
std::vector<std::string> RevisionMap::real_heads() const {
  return graph_->ids_of(graph_->real_heads);
}
std::vector<std::string> RevisionMap::bases() const { return graph_->ids_of(graph_->bases); }
std::vector<std::string> RevisionMap::real_bases() const {
  return graph_->ids_of(graph_->real_bases);
}

}  // namespace retort
