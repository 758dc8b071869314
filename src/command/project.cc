// SPDX-License-Identifier: MIT
#include "command/project.h"

#include "retort/environment.h"
#include "retort/error.h"
#include "retort/migration_index.h"

#include <algorithm>
#include <utility>

namespace retort::command {

Project::Project(const Session& session)
    : session_(session), reporter_(session.reporter != nullptr ? session.reporter : &silent_) {
  if (session.migrations == nullptr) {
    scripts_.emplace(ScriptDirectory::from_config(session.config, session.frontends));
  }
}

Project::Project(const Session& session, RevisionMap map) : Project(session) {
  other_ = std::move(map);
}

Project::~Project() {
  if (session_.reporter != nullptr) return;
  for (Frontend* frontend : session_.frontends) frontend->end_session(session_.config, nullptr);
}

const RevisionMap& Project::map() {
  if (other_) return *other_;
  if (scripts_) return scripts_->map();
  if (!linked_) {
    linked_ = RevisionMap::build(indexed_revisions(*session_.migrations));
    for (const std::string& warning : linked_->warnings()) reporter_->warn(warning);
  }
  return *linked_;
}

ScriptDirectory& Project::scripts() {
  if (!scripts_) {
    throw Error("The migrations of this program are linked into it; there are no files to write",
                ErrorCode::command, "use a configuration with a script_location");
  }
  return *scripts_;
}

std::string Project::script_location() const {
  return scripts_ ? scripts_->absolute_directory() : std::string();
}

std::vector<std::unique_ptr<Migration>> Project::load(
    const std::vector<const Revision*>& revisions) {
  if (!scripts_) {
    std::vector<std::string> ids;
    ids.reserve(revisions.size());
    for (const Revision* revision : revisions) ids.push_back(revision->revision);
    return load_indexed(*session_.migrations, ids);
  }
  return scripts_->load_migrations(revisions, *reporter_);
}

bool Project::has_driver() const {
  if (!scripts_) return false;
  return std::any_of(
      session_.frontends.begin(), session_.frontends.end(),
      [this](const Frontend* frontend) { return frontend->drives(script_location()); });
}

EnvironmentOutcome Project::run_environment(EnvironmentRequest request) {
  if (!scripts_) {
    if (session_.migrations->configure == nullptr) return EnvironmentOutcome::absent;
    session_.migrations->configure(*request.environment);
    return EnvironmentOutcome::configured;
  }
  request.config = &session_.config;
  request.reporter = reporter_;
  request.script_location = script_location();
  for (Frontend* frontend : session_.frontends) {
    const EnvironmentOutcome outcome = frontend->run_environment(request);
    if (outcome != EnvironmentOutcome::absent) return outcome;
  }
  return EnvironmentOutcome::absent;
}

}  // namespace retort::command
