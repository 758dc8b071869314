// SPDX-License-Identifier: MIT
// What a migration file includes: the directives, and how a file says which revision it is.
#pragma once

#include "retort/api.h"
#include "retort/migration_index.h"
#include "retort/operations.h"
#include "retort/plugin.h"

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

class Config;
class Reporter;

/// Which way a migration goes.
enum class Direction { upgrade, downgrade };

/// One revision's upgrade and downgrade, loaded and ready to run.
class RETORT_API Migration {
 public:
  virtual ~Migration() = default;
  virtual const std::string& revision() const = 0;
  /// The file it came from; empty for one that is linked into the program.
  virtual const std::string& path() const = 0;
  /// False when the file asks to be run outside of a transaction.
  virtual bool transactional() const { return true; }
  /// Line of `path()` on which an SQL statement begins that the migration ran, for messages; 0
  /// when the language cannot tell.
  virtual int line_of(std::string_view /*statement*/) const { return 0; }
  /// True when the migration may act on the failure of a directive, or be seen to do something
  /// else, so that each must have been carried out when it returns.
  virtual bool immediate() const { return false; }
  /// Throws when the migration cannot go this way, before anything has been run.
  virtual void require(Direction /*direction*/) const {}
  virtual void upgrade(Operations& op) = 0;
  virtual void downgrade(Operations& op) = 0;
};

/// An exception of a migration's own language on its way through the engine, which lets it pass as
/// it is.
class RETORT_API ForeignFailure : public std::exception {};

/// A file that a run needs.
struct MigrationFile {
  std::string revision;
  std::string path;
  bool operator==(const MigrationFile&) const = default;
};

/// The revisions that a run needs, in the order in which it runs them.
struct LoadRequest {
  std::vector<MigrationFile> files;
  const Config* config = nullptr;    ///< never null when the engine asks
  Reporter* reporter = nullptr;      ///< never null when the engine asks
  std::string script_location = {};  ///< absolute folder of the project's scripts
};

/// Operations to be written in a migration language.
struct RenderRequest {
  std::vector<Operation> upgrade = {};
  std::vector<Operation> downgrade = {};
  const Dialect* dialect = nullptr;         ///< of the database that was compared; never null
  NamingConvention naming_convention = {};  ///< of the target metadata
  std::vector<Table> database = {};         ///< its tables before the upgrade
};

/// The bodies of a revision's functions, as its template takes them.
struct RenderedMigration {
  std::string upgrades;
  std::string downgrades;
  std::string imports = {};
};

}  // namespace retort
