// SPDX-License-Identifier: MIT
// What makes a set of revisions unusable.
#pragma once

#include "revision/graph.h"

namespace retort {

/// Throws if the revision names itself as a parent, or its id holds a character of the grammar.
void verify_revision(const Revision& revision);
[[noreturn]] void fail_missing_dependency(const RevisionGraph& graph, Node node,
                                          const std::string& name);
[[noreturn]] void fail_missing_parent(const RevisionGraph& graph, Node node,
                                      const std::string& name);
/// Throws if a down_revision is a branch label: only ids link revisions.
void check_parents_are_ids(const RevisionGraph& graph);
/// Throws if some revisions lie on no line from a base to a head.
void check_cycles(const RevisionGraph& graph);
/// Fills in topological and height. Throws if that is impossible.
void sort_topologically(RevisionGraph& graph);

}  // namespace retort
