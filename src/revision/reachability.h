// SPDX-License-Identifier: MIT
// Answers "does this revision stand on that one" quickly and often.
#pragma once

#include "revision/graph.h"

namespace retort {

/// Ancestry over down_revision and dependencies. The graph is cut into lines without side
/// entrances or exits; within a line height decides, between lines a table of bits.
class Reachability {
 public:
  explicit Reachability(const RevisionGraph& graph);
  /// True if `ancestor` is `node` or below it.
  bool stands_on(Node node, Node ancestor) const;

 private:
  using Word = std::uint64_t;
  bool walk(Node node, Node ancestor) const;

  const RevisionGraph& graph_;
  std::vector<std::uint32_t> line_of_;
  std::size_t words_ = 0;    ///< of one line's row; 0 when there are too many lines for a table
  std::vector<Word> table_;  ///< row: line, bit: line that is reached from its foot
};

}  // namespace retort
