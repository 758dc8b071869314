// SPDX-License-Identifier: MIT
#include "retort/rehearsal.h"

#include "retort/error.h"

#include "command/project.h"
#include "command/schema_text.h"
#include "command/scratch_run.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace retort::command {
namespace {

using Lines = std::vector<std::string>;

class Rehearsal {
 public:
  Rehearsal(const Session& session, const RehearsalOptions& options)
      : options_(options), scratch_(session, {options.scratch_url}), project_(scratch_.session()) {
    result_.url = scratch_.database().url().masked();
    steps_ = plan_upgrade(project_.map(), {}, options_.target).steps;
    for (const Step& step : steps_) result_.revisions.push_back(step.revision);
  }

  RehearsalResult run() {
    options_.each ? run_each() : run_whole();
    return std::move(result_);
  }

 private:
  void run_whole() {
    // The env file may create things of its own (a schema): what is there before is what it leaves.
    if (!carry_out(RehearsalPhase::upgrade, "", [&] { to_rows({}, true); })) return;
    const Lines before = scratch_.schema();
    if (!carry_out(RehearsalPhase::upgrade, "",
                   [&] { scratch_.upgrade(project_, options_.target); })) {
      return;
    }
    const Lines after = scratch_.schema();
    result_.fingerprint = fingerprint(after);
    if (!carry_out(RehearsalPhase::downgrade, "", [&] { scratch_.downgrade(project_, "base"); })) {
      return;
    }
    compare(RehearsalPhase::downgrade, "", before, scratch_.schema(),
            "The way down to base does not lead back to where the way up began");
    if (!carry_out(RehearsalPhase::upgrade_again, "",
                   [&] { scratch_.upgrade(project_, options_.target); })) {
      return;
    }
    compare(RehearsalPhase::upgrade_again, "", after, scratch_.schema(),
            "The second way up leads elsewhere than the first");
  }

  void run_each() {
    if (!carry_out(RehearsalPhase::upgrade, "", [&] { to_rows({}, true); })) return;
    Lines before = scratch_.schema();
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const std::string& revision = steps_[i].revision;
      const auto up = [&] { to_rows({steps_[i]}, true); };
      if (!carry_out(RehearsalPhase::upgrade, revision, up)) return;
      const Lines after = scratch_.schema();
      bool sound = carry_out(RehearsalPhase::downgrade, revision, [&] { step_back(revision); });
      if (sound) {
        const Lines back = scratch_.schema();
        sound = compare(RehearsalPhase::downgrade, revision, before, back,
                        back == after ? "Its downgrade does nothing"
                                      : "Its downgrade does not undo its upgrade") &&
                carry_out(RehearsalPhase::upgrade_again, revision, up) &&
                compare(RehearsalPhase::upgrade_again, revision, after, scratch_.schema(),
                        "Up, down and up again leads elsewhere than up");
      }
      if (!sound && !start_over(i, after)) return;
      before = after;
    }
    result_.fingerprint = fingerprint(before);
  }

  /// Carries out steps from the present rows; their row operations are those of the present.
  void to_rows(const std::vector<Step>& steps, bool upgrade) {
    const std::string target = steps.empty() ? "heads" : steps.back().revision;
    scratch_.run(
        project_, target,
        [&](const std::vector<std::string>& rows) {
          return plan_steps(project_.map(), rows, steps);
        },
        upgrade);
  }

  void step_back(const std::string& revision) {
    const Revision& found = *project_.map().find(revision);
    to_rows({step_over(project_.map(), found, StepKind::downgrade)}, false);
  }

  /// After a revision that did not get back: an empty database, and up to behind it.
  bool start_over(std::size_t last, const Lines& expected) {
    if (scratch_.schema() == expected && is_applied(steps_[last].revision)) return true;
    scratch_.empty();
    const std::vector<Step> steps(steps_.begin(),
                                  steps_.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    return carry_out(RehearsalPhase::upgrade, steps_[last].revision, [&] { to_rows(steps, true); });
  }

  bool is_applied(const std::string& revision) {
    return std::find(scratch_.rows().begin(), scratch_.rows().end(), revision) !=
           scratch_.rows().end();
  }

  bool compare(RehearsalPhase phase, const std::string& revision, const Lines& expected,
               const Lines& found, const std::string& problem) {
    if (expected == found) return true;
    result_.findings.push_back({.phase = phase,
                                .revision = revision,
                                .problem = problem,
                                .differences = schema_differences(expected, found)});
    return false;
  }

  /// A failure of a migration is a finding; one of the rehearsal itself is not.
  bool carry_out(RehearsalPhase phase, const std::string& revision,
                 const std::function<void()>& work) {
    RehearsalFinding finding = {.phase = phase, .revision = revision};
    try {
      work();
      return true;
    } catch (const DatabaseError& error) {
      if (error.details().connection) throw;
      finding.problem = error.what();
      finding.path = error.details().path;
      finding.line = error.details().line;
      finding.statement = error.details().statement;
      if (!error.details().revision.empty()) finding.revision = error.details().revision;
    } catch (const ScriptExit&) {
      throw;
    } catch (const ScriptError& error) {
      // Without a revision the fault is the env file's.
      if (error.details().revision.empty()) throw;
      finding.problem = error.what();
      finding.path = error.details().path;
      finding.line = error.details().line;
      finding.revision = error.details().revision;
    }
    result_.findings.push_back(std::move(finding));
    return false;
  }

  const RehearsalOptions& options_;
  ScratchProject scratch_;
  Project project_;
  std::vector<Step> steps_;
  RehearsalResult result_;
};

}  // namespace

std::string_view phase_name(RehearsalPhase phase) {
  switch (phase) {
    case RehearsalPhase::upgrade:
      return "upgrade";
    case RehearsalPhase::downgrade:
      return "downgrade";
    case RehearsalPhase::upgrade_again:
      return "upgrade again";
  }
  return "";
}

RehearsalResult rehearse(const Session& session, const RehearsalOptions& options) {
  return Rehearsal(session, options).run();
}

}  // namespace retort::command
