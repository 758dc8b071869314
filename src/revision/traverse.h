// SPDX-License-Identifier: MIT
// Everything above or below some revisions, and the order in which to visit a set of them.
#pragma once

#include "revision/graph.h"

namespace retort {

enum class Links { down_revision, all };

/// `targets` and everything they stand on.
NodeSet ancestors(const RevisionGraph& graph, const std::vector<Node>& targets, Links links);
/// `targets` and everything that stands on them.
NodeSet descendants(const RevisionGraph& graph, const std::vector<Node>& targets, Links links);
/// Throws if one of `targets` is an ancestor (or, upward, a descendant) of another.
void check_no_ancestor_among(const RevisionGraph& graph, const std::vector<Node>& targets);
void check_no_descendant_among(const RevisionGraph& graph, const std::vector<Node>& targets);

/// The nodes of `wanted`, each before everything it stands on, one line at a time from `heads`
/// down. Throws if some of them cannot be reached that way.
std::vector<Node> newest_first(const RevisionGraph& graph, const NodeSet& wanted,
                               const std::vector<Node>& heads);

}  // namespace retort
