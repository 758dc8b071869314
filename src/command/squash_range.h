// SPDX-License-Identifier: MIT
// Which drafts a squash is about, and who has them applied.
#pragma once

#include "retort/command.h"
#include "retort/revision.h"

#include "command/schema_text.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::command {

/// A plain line of revisions.
struct DraftRange {
  std::vector<const Revision*> drafts = {};  ///< in the order of an upgrade
  std::optional<std::string> parent = {};    ///< of the first; nothing: base

  const Revision& first() const { return *drafts.front(); }
  const Revision& last() const { return *drafts.back(); }
  std::vector<std::string> ids() const;
  /// The rows of a database that is right before the drafts.
  std::vector<std::string> rows_before() const;
};

/// Reads "A:B". Throws Error for what is no plain line: merges, branches that begin within,
/// labels, dependencies.
DraftRange read_range(const RevisionMap& map, const std::string& text);

/// The drafts that a database with these rows has.
std::vector<std::string> applied_drafts(const RevisionMap& map, const DraftRange& range,
                                        const std::vector<std::string>& rows);

struct AskedEnvironments {
  std::vector<std::string> notes = {};  ///< what was not to be asked, and what to do elsewhere
};
/// Asks the protected environments, and the session's own database. Throws Error when a protected
/// one has a draft, when it cannot be asked (unless `force_unreachable`), and when the own database
/// is between two drafts.
AskedEnvironments ask_environments(const Session& session, const RevisionMap& map,
                                   const DraftRange& range, const VersionTableName& version,
                                   bool force_unreachable);

}  // namespace retort::command
