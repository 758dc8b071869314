// SPDX-License-Identifier: MIT
// Which revisions lie between where a database stands and where it is to go.
#pragma once

#include "revision/resolve.h"
#include "revision/traverse.h"

namespace retort {

/// What to visit, and from which revisions down.
struct Collected {
  NodeSet wanted;
  std::vector<Node> heads;
};

struct UpgradeScope {
  bool inclusive = false;     ///< the lower end too
  bool implicit_base = true;  ///< other branches' dependencies too
  Overwalk overwalk = Overwalk::is_nowhere;
};

/// From `lower` up to `upper`.
Collected collect_upgrade(const RevisionGraph& graph, const Endpoint& upper, const Endpoint& lower,
                          const UpgradeScope& scope);

/// A downgrade target once it has been read.
struct DowngradeTarget {
  std::optional<std::string> branch;
  Position position;
};

DowngradeTarget find_downgrade_target(const RevisionGraph& graph, const Endpoint& current,
                                      std::string_view target, Overwalk overwalk,
                                      std::vector<std::string>& warnings);

/// From `current` down to `target`, which stays.
Collected collect_downgrade(const RevisionGraph& graph, const std::vector<std::string>& current,
                            std::string_view target, std::vector<std::string>& warnings);

/// The collected nodes, newest first.
std::vector<Node> visit(const RevisionGraph& graph, const Collected& collected);

}  // namespace retort
