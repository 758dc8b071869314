// SPDX-License-Identifier: MIT
// Statements of drafts that a comparison of schemas does not see.
#pragma once

#include "retort/squash.h"

#include "command/project.h"
#include "command/squash_range.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::command {

/// What a statement that a script wrote by hand is to a comparison.
enum class StatementKind {
  schema,  ///< tables, indexes, types, sequences, comments: it sees what they lead to
  other,   ///< views, routines, triggers, rights, ...: it does not, and they are no data
  data,
};
StatementKind statement_kind(std::string_view sql);

/// A rename, or a move to another schema: a comparison takes it for a drop and something new, and
/// what was there would be lost.
struct DraftRename {
  std::string table = {};  ///< as SqlCursor::name() tells it; empty: of a type
  std::string type = {};   ///< likewise, where it is the type or its value
  DraftStatement statement = {};
};
/// What a statement renames; nothing where it renames nothing that holds rows.
std::optional<DraftRename> find_rename(std::string_view sql);

/// What the drafts have beside their schema.
struct DraftStatements {
  std::vector<DraftStatement> data = {};   ///< of the upgrades, in order
  std::vector<DraftStatement> other = {};  ///< of the upgrades, in order
  std::vector<DraftStatement> undo = {};   ///< `other` of the downgrades, in their order
  std::vector<DraftRename> renames = {};   ///< of the upgrades, in order
  /// Drafts that cannot be read without a database.
  std::vector<std::string> unreadable = {};
};

/// Looks at a run of the drafts on paper.
DraftStatements read_statements(Project& project, const DraftRange& range);

}  // namespace retort::command
