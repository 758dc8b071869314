// SPDX-License-Identifier: MIT
// How commands compare the project's models with its database.
#pragma once

#include "retort/command.h"
#include "retort/environment.h"

#include "command/database.h"
#include "command/project.h"

#include <vector>

namespace retort {
class Dialect;
}

namespace retort::command {

/// What is to be written, and what it takes to write it.
struct Drafts {
  std::vector<RevisionDraft> drafts = {};
  /// Of the database that was compared; null where none was, or an env file did all by itself.
  const Dialect* dialect = nullptr;
  NamingConvention naming_convention = {};
  std::vector<Table> database = {};  ///< as it was found
};

/// Visits the database for `revision` or `check`. With `task.autogenerate` the draft has the
/// operations that bring the database to the models; the project's hook has had its say. Throws
/// Error (command) unless the database is at the heads and there are models.
Drafts draft_revisions(Project& project, DatabaseTask task);

/// A draft's text in the language of a front-end, for the template of the new file.
RenderRequest render_request(const Drafts& drafts, const RevisionDraft& draft);

}  // namespace retort::command
