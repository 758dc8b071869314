// SPDX-License-Identifier: MIT
// Small graphs for the tests of the revision folder.
#pragma once

#include "retort/revision.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace retort::test {

using Strings = std::vector<std::string>;

struct Links {
  Strings labels = {};
  Strings depends_on = {};
};

inline Revision revision(std::string id, Strings down, Links links = {}) {
  Revision out;
  out.revision = std::move(id);
  out.down_revision = std::move(down);
  out.branch_labels = std::move(links.labels);
  out.depends_on = std::move(links.depends_on);
  out.longdoc = "about " + out.revision;
  out.path = "/m/" + out.revision + ".py";
  return out;
}

/// 1111 <- 2222 (left) <- 4444; 1111 <- 3333 (right); base 5555 depends on right;
/// 6666 <- 5555 depends on left; 7777 merges 4444 and 6666.
inline RevisionMap branched() {
  return RevisionMap::build({
      revision("1111aaaa", {}),
      revision("2222bbbb", {"1111aaaa"}, {.labels = {"left"}}),
      revision("3333cccc", {"1111aaaa"}, {.labels = {"right"}}),
      revision("4444dddd", {"2222bbbb"}),
      revision("5555eeee", {}, {.labels = {"other"}, .depends_on = {"right"}}),
      revision("6666ffff", {"5555eeee"}, {.depends_on = {"left"}}),
      revision("7777abcd", {"4444dddd", "6666ffff"}),
  });
}

inline RevisionMap line(std::size_t length) {
  std::vector<Revision> revisions;
  for (std::size_t i = 0; i < length; ++i) {
    revisions.push_back(revision("r" + std::to_string(i),
                                 i == 0 ? Strings{} : Strings{"r" + std::to_string(i - 1)}));
  }
  return RevisionMap::build(std::move(revisions));
}

/// A graph without circles: up to three parents and two dependencies each, all of them earlier.
inline RevisionMap random_graph(unsigned seed, unsigned size) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  std::vector<Revision> revisions;
  for (unsigned i = 0; i < size; ++i) {
    Revision one = revision("rev" + std::to_string(1000 + i), {});
    const auto earlier = [&] { return "rev" + std::to_string(1000 + below(i)); };
    const auto add = [](Strings& list, const std::string& id) {
      for (const std::string& present : list) {
        if (present == id) return;
      }
      list.push_back(id);
    };
    if (i > 0 && below(8) != 0) {
      for (unsigned parents = below(5) == 0 ? 1 + below(3) : 1; parents > 0; --parents) {
        add(one.down_revision, earlier());
      }
    }
    if (i > 0 && below(4) == 0) {
      for (unsigned dependencies = 1 + below(2); dependencies > 0; --dependencies) {
        add(one.depends_on, earlier());
      }
    }
    revisions.push_back(std::move(one));
  }
  std::shuffle(revisions.begin(), revisions.end(), random);
  return RevisionMap::build(std::move(revisions));
}

/// The text of the RevisionError that `body` throws; empty if it throws none.
template <typename Body>
std::string error_of(Body&& body) {
  try {
    body();
  } catch (const RevisionError& error) {
    return error.what();
  }
  return {};
}

inline Strings ids(const std::vector<const Revision*>& revisions) {
  Strings out;
  for (const Revision* one : revisions) out.push_back(one->revision);
  return out;
}

}  // namespace retort::test
