// SPDX-License-Identifier: MIT
#include "command/guard.h"

#include "retort/error.h"
#include "retort/target.h"

#include "base/files.h"

#include <fmt/format.h>

namespace retort::command {
namespace {

constexpr const char* permission = "ALLOW_PRODUCTION_MIGRATE";

/// An env.py that knows the permission asks for it itself, and says where it is going.
bool guards_itself(const Project& project) {
  if (!project.has_driver()) return false;
  const std::string path = join_path(project.script_location(), "env.py");
  return path_exists(path) && read_file(path).find(permission) != std::string::npos;
}

}  // namespace

void begin_writing(Project& project) {
  const Target& target = project.session().config.target();
  if (!target.environment || guards_itself(project)) return;
  project.reporter().writing_to(target);
  if (!target.writing_allowed) {
    throw Error(
        fmt::format("Refusing to migrate production database. Set {}=true to proceed.", permission),
        ErrorCode::command,
        fmt::format("'{}' is a protected environment, named by {}.", *target.environment,
                    target.environment_source));
  }
  if (target.passed_over) {
    project.reporter().warn(
        fmt::format("environment '{}' has a URL of its own, {}, which is not used: {} comes before "
                    "it",
                    *target.environment, *target.passed_over, target.url_source));
  }
}

}  // namespace retort::command
