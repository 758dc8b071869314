// SPDX-License-Identifier: MIT
// The checks of `doctor`, and what they share.
#pragma once

#include "retort/doctor.h"
#include "retort/revision.h"
#include "retort/script.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::command {

/// What has been found so far, and what later checks build on.
struct Examination {
  const Session& session;
  std::vector<Finding> findings = {};
  std::optional<ScriptDirectory> scripts = {};  ///< where the configuration leads to one
  std::vector<Revision> revisions = {};         ///< those whose files can be read
  std::optional<RevisionMap> map = {};          ///< where they make a graph
};

/// Writes findings of one area.
class Area {
 public:
  Area(Examination& examination, std::string_view name) : examination_(examination), name_(name) {}

  void ok(std::string what) const { add(FindingLevel::ok, std::move(what), {}); }
  void note(std::string what, std::string fix = {}) const {
    add(FindingLevel::note, std::move(what), std::move(fix));
  }
  void warning(std::string what, std::string fix) const {
    add(FindingLevel::warning, std::move(what), std::move(fix));
  }
  void error(std::string what, std::string fix) const {
    add(FindingLevel::error, std::move(what), std::move(fix));
  }
  /// Does one check; its failure is a finding. False: it failed.
  bool attempt(const std::string& fix, const std::function<void()>& check) const;

 private:
  void add(FindingLevel level, std::string what, std::string fix) const {
    examination_.findings.push_back(
        {.area = name_, .level = level, .what = std::move(what), .fix = std::move(fix)});
  }

  Examination& examination_;
  std::string name_;
};

/// "3 revisions", "1 revision".
std::string counted(std::size_t count, std::string_view thing);

void examine_configuration(Examination& examination);
/// Also leaves the revisions that can be read, and their graph.
void examine_files(Examination& examination);
void examine_graph(Examination& examination);
void examine_compiler(Examination& examination);
void examine_database(Examination& examination);

}  // namespace retort::command
