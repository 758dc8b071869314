// SPDX-License-Identifier: MIT
// Revisions as lines and paragraphs of text.
#include "revision/errors.h"
#include "revision/graph.h"

#include <fmt/format.h>

namespace retort {

namespace {

std::string dependencies_text(const Revision& revision) { return join_comma(revision.depends_on); }

std::string parents_text(const Revision& revision) {
  return revision.down_revision.empty() ? "<base>" : join_comma(revision.down_revision);
}

const char* if_set(bool condition, const char* text) { return condition ? text : ""; }

/// The length of the line end at `at`: those of Python's str.splitlines. 0 if there is none.
std::size_t line_end_size(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\r') return text.substr(at, 2) == "\r\n" ? 2 : 1;
  if (c == '\n' || c == '\v' || c == '\f' || (c >= '\x1c' && c <= '\x1e')) return 1;
  if (text.substr(at, 2) == "\xc2\x85") return 2;
  if (text.substr(at, 3) == "\xe2\x80\xa8" || text.substr(at, 3) == "\xe2\x80\xa9") return 3;
  return 0;
}

std::string indented(std::string_view text) {
  std::string out;
  std::size_t begin = 0;
  const auto add_line = [&](std::string_view line) {
    if (begin != 0) out += '\n';
    out += "    ";
    out += line;
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = line_end_size(text, i);
    if (size == 0) {
      ++i;
      continue;
    }
    add_line(text.substr(begin, i - begin));
    i += size;
    begin = i;
  }
  if (begin < text.size()) add_line(text.substr(begin));
  return out;
}

}  // namespace

std::string format_short(const RevisionMap& map, const Revision& revision,
                         const ShortFormat& format) {
  const RevisionGraph& graph = map.graph();
  const Node node = graph.node_of(revision);
  std::string text = revision.revision;
  if (format.parents) {
    const std::string dependencies = dependencies_text(revision);
    text = fmt::format("{}{} -> {}", parents_text(revision),
                       dependencies.empty() ? "" : fmt::format(" ({})", dependencies), text);
  }
  if (format.branch_labels) {
    const std::vector<std::string> labels = graph.labels_of(node);
    if (!labels.empty()) text += fmt::format(" ({})", join_comma(labels));
  }
  if (graph.is_real_head(node)) {
    text += " (head)";
  } else if (graph.is_head(node)) {
    text += " (effective head)";
  }
  text += if_set(format.is_current, " (current)");
  if (format.tree_indicators) {
    text += if_set(graph.is_branch_point(node), " (branchpoint)");
    text += if_set(graph.is_merge_point(node), " (mergepoint)");
  }
  if (format.doc) text += fmt::format(", {}", revision.doc());
  return text;
}

std::string format_long(const RevisionMap& map, const Revision& revision,
                        const LongFormat& format) {
  const RevisionGraph& graph = map.graph();
  const Node node = graph.node_of(revision);
  std::string text = fmt::format(
      "Rev: {}{}{}{}{}\n", revision.revision, if_set(graph.is_head(node), " (head)"),
      if_set(graph.is_branch_point(node), " (branchpoint)"),
      if_set(graph.is_merge_point(node), " (mergepoint)"), if_set(format.is_current, " (current)"));
  text += fmt::format("{}: {}\n", graph.is_merge_point(node) ? "Merges" : "Parent",
                      parents_text(revision));
  if (const std::string dependencies = dependencies_text(revision); !dependencies.empty()) {
    text += fmt::format("Also depends on: {}\n", dependencies);
  }
  if (graph.is_branch_point(node)) {
    text += fmt::format("Branches into: {}\n", join_comma(graph.ids_of(graph.next[node])));
  }
  const std::vector<std::string> labels = graph.labels_of(node);
  if (!labels.empty()) text += fmt::format("Branch names: {}\n", join_comma(labels));
  text += fmt::format("Path: {}\n\n{}\n", revision.path, indented(revision.longdoc));
  return text;
}

std::string format_branch_point(const RevisionMap& map, const BranchPoint& point,
                                const BranchFormat& format) {
  ShortFormat header;
  header.branch_labels = true;
  std::string text = format.verbose ? format_long(map, *point.revision)
                                    : format_short(map, *point.revision, header);
  const std::string margin(point.revision->revision.size(), ' ');
  ShortFormat line;
  line.branch_labels = true;
  line.doc = format.verbose;
  for (const Revision* child : point.children) {
    text += fmt::format("\n{} -> {}", margin, format_short(map, *child, line));
  }
  return text + "\n";
}

std::string format_revision(const RevisionMap& map, const Revision& revision) {
  const RevisionGraph& graph = map.graph();
  const Node node = graph.node_of(revision);
  return fmt::format("{} -> {}{}{}{}, {}", parents_text(revision), revision.revision,
                     if_set(graph.is_head(node), " (head)"),
                     if_set(graph.is_branch_point(node), " (branchpoint)"),
                     if_set(graph.is_merge_point(node), " (mergepoint)"), revision.doc());
}

}  // namespace retort
