// SPDX-License-Identifier: MIT
// Where a session's revisions come from: the files of a script directory, or the program itself.
#pragma once

#include "retort/command.h"
#include "retort/environment.h"
#include "retort/migration.h"

#include <memory>
#include <optional>
#include <vector>

namespace retort::command {

/// The revisions of a session. Reads them when first asked; the session must outlive it.
class Project {
 public:
  explicit Project(const Session& session);
  /// The same with other revisions than those that the files say.
  Project(const Session& session, RevisionMap map);
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;
  /// Front-ends that were given the silence of a session without a reporter give it back.
  ~Project();

  /// Throws RevisionError and ScriptError.
  const RevisionMap& map();
  /// The project's files. Throws Error when the migrations are linked into the program.
  ScriptDirectory& scripts();
  /// Absolute script directory; empty when the migrations are linked into the program.
  std::string script_location() const;
  /// Makes revisions runnable, in this order.
  std::vector<std::unique_ptr<Migration>> load(const std::vector<const Revision*>& revisions);
  /// Whether an env file sets up logging and drives runs itself.
  bool has_driver() const;
  /// Runs the project's env file, if there is one. Fills in what the request leaves to the project.
  EnvironmentOutcome run_environment(EnvironmentRequest request);

  const Session& session() const { return session_; }
  Reporter& reporter() const { return *reporter_; }

 private:
  const Session& session_;
  Reporter silent_;
  Reporter* reporter_;
  std::optional<ScriptDirectory> scripts_;
  std::optional<RevisionMap> linked_;
  std::optional<RevisionMap> other_;
};

}  // namespace retort::command
