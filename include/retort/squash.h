// SPDX-License-Identifier: MIT
// `retort squash`: several drafts become one migration, once it is proven to lead to the same
// schema.
#pragma once

#include "retort/api.h"
#include "retort/command.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::command {

/// What becomes of statements in the drafts that change data, of which a comparison of schemas
/// knows nothing.
enum class DraftData {
  refuse,   ///< nothing is done when there are any
  keep,     ///< they come behind the new schema, in their order
  comment,  ///< they are listed in a comment of the new file
};

struct SquashOptions {
  std::string range;  ///< "A:B", both inclusive
  std::optional<std::string> message = {};
  DraftData data = DraftData::refuse;
  bool dry_run = false;  ///< everything but the change of files
  bool force_unreachable =
      false;  ///< take an environment that cannot be asked for one without them
  std::optional<std::string> scratch_url = {};
};

/// A statement of a draft that the comparison cannot see.
struct DraftStatement {
  std::string revision = {};
  std::string sql = {};
  bool operator==(const DraftStatement&) const = default;
};

struct SquashResult {
  std::string revision = {};  ///< of the new file; that of the last draft, so that databases there
                              ///< and the revisions behind it stay as they are
  std::vector<std::string> replaced = {};  ///< the drafts, in order
  std::string path = {};                   ///< where the new file is, or would be
  std::string text = {};                   ///< what is in it
  std::vector<DraftStatement> data = {};
  std::string backup = {};  ///< the folder that the drafts' files were moved to; empty: dry run
  std::vector<std::string> notes = {};  ///< what to do elsewhere
};

/// Replaces drafts by one migration in the project's language: what it does is found by comparing
/// scratch databases before and behind them, and it is proven there, up, down and up, before a file
/// is touched. Throws Error when the range is not a plain line, when a protected environment has a
/// revision of it, and when the proof fails; nothing has changed then.
RETORT_API SquashResult squash(const Session& session, const SquashOptions& options);

}  // namespace retort::command
