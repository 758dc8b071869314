// SPDX-License-Identifier: MIT
// Any text as a revision identifier, a range and a target: an answer or a retort::Error, and plans
// whose rows agree with the version table they claim to change.
#include "retort/revision.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using Strings = std::vector<std::string>;

retort::Revision revision(std::string id, Strings down, Strings labels = {}, Strings depends = {}) {
  retort::Revision out;
  out.revision = std::move(id);
  out.down_revision = std::move(down);
  out.branch_labels = std::move(labels);
  out.depends_on = std::move(depends);
  return out;
}

/// A fork, a merge, a second base, dependencies by id and by label, ids with a common prefix.
retort::RevisionMap make_map() {
  return retort::RevisionMap::build({
      revision("aaaa1111", {}),
      revision("aaaa2222", {"aaaa1111"}, {"left"}),
      revision("bbbb1111", {"aaaa1111"}, {"right"}),
      revision("cccc", {"aaaa2222"}),
      revision("dddd1", {}, {"other"}, {"right"}),
      revision("dddd2", {"dddd1"}, {}, {"left"}),
      revision("eeee", {"cccc", "dddd2"}),
      revision("42", {"bbbb1111"}),
  });
}

template <typename Body>
void attempt(Body&& body) {
  try {
    body();
  } catch (const retort::Error&) {
    // A refusal is an answer.
  }
}

void check_plan(Strings rows, const retort::Plan& plan) {
  for (const retort::Step& step : plan.steps) {
    const Strings before = rows;
    retort::apply_row_operations(rows, step);
    if (rows == before) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const retort::RevisionMap map = make_map();
  const std::string text(reinterpret_cast<const char*>(data), size);
  attempt([&] { retort::parse_relative_target(text); });
  attempt([&] { retort::parse_target_range(text); });
  attempt([&] { retort::verify_revision_id(text); });
  attempt([&] { retort::resolve_revisions(map, text); });
  attempt([&] { retort::resolve_revision(map, text); });
  for (const Strings& rows : {Strings{}, Strings{"aaaa2222", "42"}, Strings{"eeee"}}) {
    attempt([&] {
      retort::HistoryOptions options;
      options.range = retort::parse_history_range(text);
      options.current_rows = rows;
      retort::history(map, options);
    });
    attempt([&] { check_plan(rows, retort::plan_upgrade(map, rows, text)); });
    attempt([&] { check_plan(rows, retort::plan_downgrade(map, rows, text)); });
    attempt([&] { check_plan(rows, retort::plan_stamp(map, rows, {text})); });
  }
  return 0;
}
