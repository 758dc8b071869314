// SPDX-License-Identifier: MIT
// What each step does to the version table's rows.
#include "revision/reachability.h"
#include "revision/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace retort {

namespace {

using Strings = std::vector<std::string>;

[[noreturn]] void fail_rows(const Step& step, const std::string& why) {
  RevisionError::Details details;
  details.kind = RevisionErrorKind::version_rows;
  details.argument = step.revision;
  details.cause =
      fmt::format("Cannot record '{}' in the version table: {}", format_step_short(step), why);
  const std::string message = details.cause;
  throw RevisionError(message, std::move(details),
                      "Compare the rows of the version table with 'heads', and stamp the "
                      "revisions that are really applied.");
}

RowOperation insert_row(std::string row) {
  return {RowOperation::Kind::insert_row, {}, std::move(row)};
}
RowOperation delete_row(std::string row) {
  return {RowOperation::Kind::delete_row, std::move(row), {}};
}
RowOperation update_row(std::string from, std::string to) {
  return {RowOperation::Kind::update_row, std::move(from), std::move(to)};
}

}  // namespace

struct HeadState::State {
  explicit State(RevisionMap shared, Strings present) : map(std::move(shared)) {
    for (std::string& row : present) {
      if (names.insert(row).second) rows.push_back(std::move(row));
    }
  }

  bool has(const std::string& row) const { return names.count(row) != 0; }

  /// Those of `candidates` that no row except `excluded` stands on.
  Strings not_implied(const Strings& candidates, const Strings& excluded) {
    const RevisionGraph& graph = map.graph();
    std::vector<Node> others;
    for (const std::string& row : rows) {
      if (std::find(excluded.begin(), excluded.end(), row) != excluded.end()) continue;
      others.push_back(named_revision(graph, row, {}));
    }
    const bool alone = others.empty();
    if (!reachability) reachability.emplace(graph);
    if (alone) {
      for (const std::string& candidate : candidates) others.push_back(graph.find(candidate));
    }
    Strings kept;
    for (const std::string& candidate : candidates) {
      const Node node = graph.find(candidate);
      const bool implied = std::any_of(others.begin(), others.end(), [&](Node other) {
        return (!alone || other != node) && reachability->stands_on(other, node);
      });
      if (!implied) kept.push_back(candidate);
    }
    return kept;
  }

  Strings present_among(const Strings& candidates) const {
    Strings found;
    for (const std::string& candidate : candidates) {
      if (has(candidate)) found.push_back(candidate);
    }
    return found;
  }

  void decide(Step& step) {
    step.row_operations.clear();
    if (step.kind == StepKind::stamp) {
      decide_stamp(step);
    } else if (step.is_upgrade) {
      decide_upgrade(step);
    } else {
      decide_downgrade(step);
    }
  }

  void decide_upgrade(Step& step) {
    Strings sources = present_among(step.from_all);
    if (sources.empty()) {
      step.effect = RowEffect::insert;
      step.row_operations.push_back(insert_row(step.revision));
      return;
    }
    step.effect = sources.size() > 1 ? RowEffect::merge : RowEffect::update;
    if (sources.size() > 1 && rows.size() > sources.size()) {
      // A parent that another row stands on stays implied without a row of its own.
      const Strings needed = not_implied(sources, sources);
      if (needed.empty()) fail_rows(step, "other rows stand on all the revisions it continues");
      sources = needed;
    }
    for (std::size_t i = 0; i + 1 < sources.size(); ++i) {
      step.row_operations.push_back(delete_row(sources[i]));
    }
    step.row_operations.push_back(update_row(sources.back(), step.revision));
  }

  void decide_downgrade(Step& step) {
    if (!has(step.revision)) {
      fail_rows(step, fmt::format("it has no row '{}'", step.revision));
    }
    const Strings left =
        step.to_all.empty() ? Strings{} : not_implied(step.to_all, {step.revision});
    if (left.empty()) {
      step.effect = RowEffect::remove;
      step.row_operations.push_back(delete_row(step.revision));
      return;
    }
    step.effect = step.to_all.size() > 1 ? RowEffect::unmerge : RowEffect::update;
    for (std::size_t i = 0; i + 1 < left.size(); ++i) {
      step.row_operations.push_back(insert_row(left[i]));
    }
    step.row_operations.push_back(update_row(step.revision, left.back()));
  }

  void decide_stamp(Step& step) {
    if (step.to.empty()) {
      step.effect = RowEffect::remove;
      step.row_operations.push_back(delete_row(step.from.front()));
      return;
    }
    const bool all_present = present_among(step.from).size() == step.from.size();
    if (step.is_upgrade && (step.branch_move || !all_present) && !has(step.to.front())) {
      step.effect = RowEffect::insert;
      step.row_operations.push_back(insert_row(step.to.front()));
      return;
    }
    if (step.from.empty()) fail_rows(step, fmt::format("it has the row '{}'", step.to.front()));
    step.effect = step.from.size() > 1 ? RowEffect::merge : RowEffect::update;
    for (std::size_t i = 0; i + 1 < step.from.size(); ++i) {
      step.row_operations.push_back(delete_row(step.from[i]));
    }
    step.row_operations.push_back(update_row(step.from.back(), step.to.front()));
  }

  void check(const Step& step) const {
    std::unordered_set<std::string> gone;
    std::unordered_set<std::string> come;
    for (const RowOperation& operation : step.row_operations) {
      if (operation.kind != RowOperation::Kind::insert_row &&
          (!has(operation.from) || !gone.insert(operation.from).second)) {
        fail_rows(step, fmt::format("it has no row '{}'", operation.from));
      }
      if (operation.kind != RowOperation::Kind::delete_row &&
          ((has(operation.to) && gone.count(operation.to) == 0) ||
           !come.insert(operation.to).second)) {
        fail_rows(step, fmt::format("it has the row '{}'", operation.to));
      }
    }
  }

  void follow_names(const Step& step) {
    for (const RowOperation& operation : step.row_operations) {
      if (operation.kind != RowOperation::Kind::insert_row) names.erase(operation.from);
      if (operation.kind != RowOperation::Kind::delete_row) names.insert(operation.to);
    }
  }

  RevisionMap map;
  Strings rows;
  std::unordered_set<std::string> names;
  std::optional<Reachability> reachability;
};

HeadState::HeadState(RevisionMap map, std::vector<std::string> rows)
    : state_(std::make_unique<State>(std::move(map), std::move(rows))) {}

HeadState::~HeadState() = default;

const std::vector<std::string>& HeadState::rows() const { return state_->rows; }

void HeadState::apply(Step& step) {
  state_->decide(step);
  state_->check(step);
  apply_row_operations(state_->rows, step);
  state_->follow_names(step);
}

void apply_row_operations(std::vector<std::string>& rows, const Step& step) {
  for (const RowOperation& operation : step.row_operations) {
    const auto row = std::find(rows.begin(), rows.end(), operation.from);
    switch (operation.kind) {
      case RowOperation::Kind::insert_row:
        rows.push_back(operation.to);
        break;
      case RowOperation::Kind::update_row:
        if (row != rows.end()) *row = operation.to;
        break;
      case RowOperation::Kind::delete_row:
        if (row != rows.end()) rows.erase(row);
        break;
    }
  }
}

}  // namespace retort
