// SPDX-License-Identifier: MIT
// `retort test`: the migrations up, down and up again on a scratch database, with what the schema
// is like compared.
#pragma once

#include "retort/api.h"
#include "retort/command.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::command {

/// Where a rehearsal was when it found something.
enum class RehearsalPhase { upgrade, downgrade, upgrade_again };
/// "upgrade", "downgrade", "upgrade again".
RETORT_API std::string_view phase_name(RehearsalPhase phase);

/// One thing that is wrong.
struct RehearsalFinding {
  RehearsalPhase phase = RehearsalPhase::upgrade;
  std::string revision = {};  ///< empty: that of the whole way is not known
  std::string problem = {};   ///< in one sentence
  std::string path = {};      ///< where something failed
  int line = 0;               ///< 0: not known
  std::string statement = {};
  /// "- line" for what is missing, "+ line" for what is too much, of the schema as text.
  std::vector<std::string> differences = {};
  bool operator==(const RehearsalFinding&) const = default;
};

struct RehearsalResult {
  std::string url = {};                     ///< of the scratch database, password masked
  std::vector<std::string> revisions = {};  ///< in the order of the upgrade
  std::string fingerprint = {};             ///< of the schema at the target
  std::vector<RehearsalFinding> findings = {};
  bool passed() const { return findings.empty(); }
};

struct RehearsalOptions {
  std::string target = "heads";
  bool each = false;                            ///< each revision up, down and up, before the next
  std::optional<std::string> scratch_url = {};  ///< a database of the server to work on
};
/// Makes a scratch database on the target's server (SQLite: a file), and drops it whatever happens.
/// The project's own database is not touched. Throws Error where that cannot be done, or the env
/// file connects elsewhere.
RETORT_API RehearsalResult rehearse(const Session& session, const RehearsalOptions& options = {});

}  // namespace retort::command
