// SPDX-License-Identifier: MIT
// Identifiers and lineages.
#include "revision/resolve.h"

#include "revision/traverse.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

namespace {

/// What a symbol stands for before its names are looked up.
struct Symbol {
  std::vector<std::string> names;
  std::string branch;
};

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::vector<Node> in_lineage_of(const RevisionGraph& graph, const std::vector<Node>& targets,
                                const std::vector<std::string>& relatives, LineageLinks links) {
  if (relatives.empty() || targets.empty()) return targets;
  const Links kind = links == LineageLinks::all ? Links::all : Links::down_revision;
  std::vector<Node> out;
  std::vector<Node> others;
  std::vector<Node> taken_over;  // out of the map, so that only they themselves are their line
  for (const std::string& relative : relatives) {
    const Node node = named_revision(graph, relative, {});
    (graph.is_reachable(node) ? others : taken_over).push_back(node);
  }
  const NodeSet below = ancestors(graph, others, kind);
  const NodeSet above = descendants(graph, others, kind);
  for (const Node target : targets) {
    bool shares = below.contains(target) || above.contains(target) ||
                  std::find(taken_over.begin(), taken_over.end(), target) != taken_over.end();
    if (!shares && !graph.is_reachable(target)) {
      const NodeSet line = ancestors(graph, {target}, kind);
      shares = std::any_of(others.begin(), others.end(),
                           [&](Node other) { return line.contains(other); });
    }
    if (shares) out.push_back(target);
  }
  return out;
}

Symbol resolve_symbol(const RevisionGraph& graph, std::string_view text);

std::vector<std::string> relatives_of(const RevisionGraph& graph, std::string_view symbol) {
  Symbol resolved = resolve_symbol(graph, symbol);
  if (!resolved.branch.empty()) {
    resolved.names.insert(resolved.names.begin(), resolved.branch);
  }
  return std::move(resolved.names);
}

std::vector<Node> heads_by_id(const RevisionGraph& graph, const std::vector<Node>& heads) {
  std::vector<Node> out;
  out.reserve(heads.size());
  for (const Node head : heads) out.push_back(graph.find(graph.id(head)));
  return out;
}

std::vector<std::string> single_head(const RevisionGraph& graph, const std::string& branch) {
  std::vector<Node> heads = graph.heads;
  if (!branch.empty()) heads = in_lineage(graph, heads_by_id(graph, heads), branch);
  if (heads.size() > 1) {
    fail_multiple_heads(graph.ids_of(heads), branch.empty() ? "head" : branch + "@head");
  }
  return graph.ids_of(heads);
}

Symbol resolve_symbol(const RevisionGraph& graph, std::string_view text) {
  Symbol out;
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) {
    out.branch = text.substr(0, at);
    text = text.substr(at + 1);
  }
  if (text == "heads") {
    out.names = out.branch.empty()
                    ? graph.ids_of(graph.real_heads)
                    : graph.ids_of(in_lineage(graph, heads_by_id(graph, graph.heads), out.branch));
  } else if (text == "head") {
    out.names = single_head(graph, out.branch);
  } else if (text != "base") {
    out.names.emplace_back(text);
  }
  return out;
}

/// The value of "-3" (and of its spellings " -3" and "-1_0"); nothing for anything else.
std::optional<long long> negative_integer(std::string_view text) {
  constexpr std::string_view blank = " \t\n\r\v\f";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos || text[first] != '-') return std::nullopt;
  text = text.substr(first + 1, text.find_last_not_of(blank) - first);
  long long value = 0;
  bool after_digit = false;
  for (const char c : text) {
    if (c == '_' && after_digit) {
      after_digit = false;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    value = std::min(value * 10 + (c - '0'), 1'000'000'000LL);
    after_digit = true;
  }
  if (!after_digit || value == 0) return std::nullopt;
  return -value;
}

/// Places in ordered_names of the names that begin with `prefix`, in that order.
std::vector<std::uint32_t> names_with_prefix(const RevisionGraph& graph, std::string_view prefix) {
  // Not sorted for this: most runs look up no prefix.
  std::vector<std::uint32_t> places;
  for (std::uint32_t place = 0; place < graph.ordered_names.size(); ++place) {
    const std::string_view name = graph.ordered_names[place];
    if (name.starts_with(prefix) && character_count(name) > 3) places.push_back(place);
  }
  return places;
}

Node revision_with_prefix(const RevisionGraph& graph, std::string_view prefix,
                          std::string_view branch) {
  if (prefix.empty()) fail_resolution("A revision identifier is empty", prefix);
  std::vector<std::uint32_t> places = names_with_prefix(graph, prefix);
  if (!branch.empty()) {
    std::vector<Node> nodes;
    nodes.reserve(places.size());
    for (const std::uint32_t place : places)
      nodes.push_back(graph.find(graph.ordered_names[place]));
    NodeSet shares(graph.size());
    for (const Node node : in_lineage(graph, nodes, branch)) shares.insert(node);
    places.erase(std::remove_if(places.begin(), places.end(),
                                [&](std::uint32_t place) {
                                  return !shares.contains(graph.find(graph.ordered_names[place]));
                                }),
                 places.end());
  }
  if (places.empty()) {
    fail_resolution(
        fmt::format("No such revision or branch '{}'{}", prefix,
                    character_count(prefix) < 4
                        ? "; please ensure at least four characters are present for partial "
                          "revision identifier matches"
                        : ""),
        prefix);
  }
  if (places.size() > 1) {
    std::string first_few;
    for (std::size_t i = 0; i < std::min<std::size_t>(places.size(), 3); ++i) {
      first_few += fmt::format("{}'{}'", i == 0 ? "" : ", ", graph.ordered_names[places[i]]);
    }
    fail_resolution(fmt::format("Multiple revisions start with '{}': {}...", prefix, first_few),
                    prefix);
  }
  return graph.find(graph.ordered_names[places.front()]);
}

std::vector<Position> at_each(const std::vector<Node>& nodes) {
  std::vector<Position> out;
  out.reserve(nodes.size());
  for (const Node node : nodes) out.push_back(Position::at(node));
  return out;
}

/// One step down: the parents, or base below the last of them.
std::vector<Position> below(const RevisionGraph& graph, Position from) {
  if (from.is_base()) return {};
  std::vector<Node> parents;
  if (from.is_nowhere()) {
    parents = heads_by_id(graph, graph.heads);
  } else {
    for (const Node parent : graph.down[from.node]) parents.push_back(follow(graph, parent));
  }
  if (parents.empty()) return {Position::base()};
  return at_each(parents);
}

std::vector<Position> above(const RevisionGraph& graph, Position from,
                            const std::optional<std::string>& branch) {
  if (from.is_base()) fail("There is nothing to walk up from below the first revision");
  std::vector<Node> children;
  if (from.is_nowhere()) {
    for (const Node base : graph.bases) children.push_back(follow(graph, base));
  } else {
    for (const Node child : graph.next[from.node]) children.push_back(follow(graph, child));
  }
  if (branch && !branch->empty()) children = in_lineage(graph, children, *branch);
  return at_each(children);
}

}  // namespace

Node follow(const RevisionGraph& graph, Node linked) {
  const Node by_id = graph.find(graph.id(linked));
  if (!graph.has_symbolic_ids) return by_id;
  // An id such as "head" is read as the symbol it is spelled like.
  const std::vector<Position> found = positions(graph, graph.id(linked));
  if (found.size() != 1 || !found.front().is_revision()) {
    fail(
        fmt::format("Revision id '{}' is also a symbol, and cannot be followed", graph.id(linked)));
  }
  return found.front().node;
}

Node branch_revision(const RevisionGraph& graph, std::string_view branch) {
  if (const Node exact = graph.find(branch); exact != no_node) return exact;
  try {
    return named_revision(graph, branch, {});
  } catch (const RevisionError& error) {
    if (error.kind() != RevisionErrorKind::resolution) throw;
    fail_resolution(fmt::format("No such branch: '{}'", branch), branch);
  }
}

Node named_revision(const RevisionGraph& graph, std::string_view name, std::string_view branch) {
  const Node root = branch.empty() ? no_node : branch_revision(graph, branch);
  Node found = graph.find(name);
  if (found == no_node) found = revision_with_prefix(graph, name, branch);
  if (root == no_node) return found;
  if (in_lineage_of(graph, {graph.find(graph.id(found))}, {graph.id(root)},
                    LineageLinks::down_revision)
          .empty()) {
    fail_resolution(
        fmt::format("Revision {} is not a member of branch '{}'", graph.id(found), branch), name);
  }
  return found;
}

std::vector<Node> in_lineage(const RevisionGraph& graph, const std::vector<Node>& targets,
                             std::string_view symbol, LineageLinks links) {
  return in_lineage_of(graph, targets, relatives_of(graph, symbol), links);
}

std::vector<Position> positions(const RevisionGraph& graph, std::string_view symbol) {
  const Symbol resolved = resolve_symbol(graph, symbol);
  if (resolved.names.size() == 1) {
    if (const auto steps = negative_integer(resolved.names.front())) {
      std::vector<Position> out;
      for (const Node head : heads_by_id(graph, graph.real_heads)) {
        const bool has_branch = symbol.find('@') != std::string_view::npos;
        if (has_branch && !graph.has_label(head, resolved.branch)) continue;
        out.push_back(walk(graph, Position::at(head), *steps, std::nullopt, Overwalk::is_nowhere));
      }
      return out;
    }
  }
  std::vector<Position> out;
  for (const std::string& name : resolved.names) {
    out.push_back(Position::at(named_revision(graph, name, resolved.branch)));
  }
  return out;
}

std::vector<Position> positions(const RevisionGraph& graph, const Endpoint& endpoint) {
  std::vector<Position> out;
  for (const std::string& item : endpoint.items) {
    const std::vector<Position> found = positions(graph, item);
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

Position position(const RevisionGraph& graph, std::string_view symbol) {
  const Symbol resolved = resolve_symbol(graph, symbol);
  if (resolved.names.size() > 1) fail_multiple_heads(resolved.names, symbol);
  if (!resolved.names.empty()) {
    return Position::at(named_revision(graph, resolved.names.front(), resolved.branch));
  }
  if (!resolved.branch.empty()) branch_revision(graph, resolved.branch);
  return {};
}

Position walk(const RevisionGraph& graph, Position start, long long steps,
              const std::optional<std::string>& branch, Overwalk overwalk) {
  Position current = start;
  const long long count = steps < 0 ? -steps : steps;
  for (long long i = 0; i < count; ++i) {
    const std::vector<Position> found =
        steps > 0 ? above(graph, current, branch) : below(graph, current);
    if (found.empty()) return overwalk == Overwalk::stops ? current : Position{};
    if (found.size() > 1) fail("Ambiguous walk");
    current = found.front();
  }
  return current;
}

std::vector<Node> revisions_only(const std::vector<Position>& found, std::string_view what) {
  std::vector<Node> nodes;
  for (const Position& one : found) {
    if (!one.is_revision()) fail(fmt::format("'{}' does not lead to a revision", what));
    nodes.push_back(one.node);
  }
  return nodes;
}

std::vector<Node> implied_tips(const RevisionGraph& graph, const std::vector<Node>& rows) {
  const NodeSet implied = ancestors(graph, rows, Links::all);
  std::vector<Node> tips;
  for (Node node = 0; node < graph.size(); ++node) {
    if (!implied.contains(node)) continue;
    const auto children = graph.next[node];
    // Everything below a member is a member, so a tip shows in its direct children.
    if (std::none_of(children.begin(), children.end(),
                     [&](Node child) { return implied.contains(child); })) {
      tips.push_back(node);
    }
  }
  return tips;
}

}  // namespace retort
