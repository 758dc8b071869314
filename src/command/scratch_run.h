// SPDX-License-Identifier: MIT
// Runs of a project on a scratch database: what its env file sees is the scratch database's URL,
// and a run that is for another database is refused before it has run anything.
#pragma once

#include "retort/command.h"

#include "command/database.h"
#include "command/project.h"
#include "command/schema_text.h"
#include "command/scratch_database.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort::command {

struct ScratchOptions {
  /// A database of the server on which to work; default: the target's.
  std::optional<std::string> url = {};
};

/// Warnings come through once each; everything else stays inside.
class ScratchReporter final : public Reporter {
 public:
  explicit ScratchReporter(Reporter& outer) : outer_(outer) {}
  void warn(std::string_view message) override;

 private:
  Reporter& outer_;
  std::vector<std::string> told_;
};

/// A project on its scratch database. The session must outlive it.
class ScratchProject {
 public:
  /// Throws Error when no server is known, or when it is that of a protected environment.
  ScratchProject(const Session& session, const ScratchOptions& options);
  ScratchProject(const ScratchProject&) = delete;
  ScratchProject& operator=(const ScratchProject&) = delete;
  ~ScratchProject();

  const Session& session() const { return session_; }
  Reporter& reporter() { return reporter_; }
  ScratchDatabase& database() { return *database_; }
  const std::string& dialect_name() const { return database_->url().dialect; }

  /// Carries out a plan with the revisions of `project`, which works with this session.
  void run(Project& project, const std::string& target, const PlanFunction& plan, bool upgrade);
  void upgrade(Project& project, const std::string& target);
  void downgrade(Project& project, const std::string& target);
  std::vector<std::string> schema();
  const VersionTableName& version_table() const { return version_; }
  /// The rows of the version table after the last run.
  const std::vector<std::string>& rows() const { return rows_; }
  /// An empty database again.
  void empty();

 private:
  const Session& outer_;
  Reporter silent_;
  ScratchReporter reporter_;
  std::unique_ptr<ScratchDatabase> database_;
  Session session_;
  VersionTableName version_;
  std::vector<std::string> rows_;
};

}  // namespace retort::command
