// SPDX-License-Identifier: MIT
// From identifiers to revisions: symbols, prefixes, lineages and steps. What is thrown here has
// the rule's own text; commands reword it.
#pragma once

#include "revision/errors.h"
#include "revision/graph.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// Where an identifier leads: to a revision, below all of them, or nowhere.
struct Position {
  enum class Kind { nowhere, base, revision };
  Kind kind = Kind::nowhere;
  Node node = no_node;

  static Position at(Node node) { return {Kind::revision, node}; }
  static Position base() { return {Kind::base, no_node}; }
  bool is_revision() const { return kind == Kind::revision; }
  bool is_base() const { return kind == Kind::base; }
  bool is_nowhere() const { return kind == Kind::nowhere; }
  bool operator==(const Position&) const = default;
};

/// All positions that a symbol names ("heads", "label@head", a prefix, "-2" from every head).
std::vector<Position> positions(const RevisionGraph& graph, std::string_view symbol);
std::vector<Position> positions(const RevisionGraph& graph, const Endpoint& endpoint);
/// The one position that a symbol names.
Position position(const RevisionGraph& graph, std::string_view symbol);
/// The revision that a link, an id without any syntax, leads to.
Node follow(const RevisionGraph& graph, Node linked);

/// The revision of a label, an id or a prefix of one. If `branch` is not empty it must share a
/// line with that branch.
Node named_revision(const RevisionGraph& graph, std::string_view name, std::string_view branch);
/// The revision that stands for a branch: "label" or any id or prefix.
Node branch_revision(const RevisionGraph& graph, std::string_view branch);

enum class LineageLinks { down_revision, all };

/// Those of `targets` that share a line with `symbol`, in their order.
std::vector<Node> in_lineage(const RevisionGraph& graph, const std::vector<Node>& targets,
                             std::string_view symbol,
                             LineageLinks links = LineageLinks::down_revision);

/// Whether a walk that leaves the graph leads nowhere or stops at the edge.
enum class Overwalk { is_nowhere, stops };

/// `steps` up (only on lines of `branch`, if given) or down from `start`.
Position walk(const RevisionGraph& graph, Position start, long long steps,
              const std::optional<std::string>& branch, Overwalk overwalk);

/// The nodes of `found`; throws if one of them is no revision.
std::vector<Node> revisions_only(const std::vector<Position>& found, std::string_view what);

/// The tips, by down_revision, of everything that `rows` imply; load order.
std::vector<Node> implied_tips(const RevisionGraph& graph, const std::vector<Node>& rows);

}  // namespace retort
