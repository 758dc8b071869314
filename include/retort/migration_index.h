// SPDX-License-Identifier: MIT
// Migrations as compiled code: the identity that a file states, and the index of those that are
// part of a program or of a loadable module.
#pragma once

#include "retort/api.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

class Migration;
class Operations;
struct Environment;
struct Revision;

/// Which revision a file is. Written in the file as a constant with designated initialisers of
/// plain string literals, because it is also read from the text, without compiling it:
///
///     const retort::RevisionIdentity identity{
///         .revision = "1975ea83b712",
///         .down_revision = {"ae1027a6acf1"},
///     };
struct RevisionIdentity {
  std::string revision;
  std::vector<std::string> down_revision = {};  ///< none for a base, several for a merge
  std::vector<std::string> branch_labels = {};
  std::vector<std::string> depends_on = {};
  bool transaction = true;  ///< false: runs outside of a transaction
};

/// A compiled migration file.
struct MigrationEntry {
  const RevisionIdentity* identity = nullptr;
  void (*upgrade)(Operations& op) = nullptr;
  void (*downgrade)(Operations& op) = nullptr;
  std::string_view doc = {};   ///< the comment that the file begins with
  std::string_view path = {};  ///< the file, as it was known to the build
};

/// A .sql migration file kept inside of a program.
struct SqlEntry {
  std::string_view path;
  std::string_view text;
};

/// All migrations of a program or module; made by retort_add_migrations (CMake), by hand, or both.
struct MigrationIndex {
  std::span<const MigrationEntry> migrations = {};
  std::span<const SqlEntry> sql = {};
  /// The env file, where it is part of the program; null: there is none.
  void (*configure)(Environment& environment) = nullptr;
};

/// The identities in an index, in its order. Throws ScriptError when a .sql text is malformed.
RETORT_API std::vector<Revision> indexed_revisions(const MigrationIndex& index);
/// Makes the requested revisions runnable, in the order of the request. The index must outlive
/// what is returned. Throws ScriptError for a revision that is not in the index.
RETORT_API std::vector<std::unique_ptr<Migration>> load_indexed(
    const MigrationIndex& index, const std::vector<std::string>& revisions);

}  // namespace retort
