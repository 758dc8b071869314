// SPDX-License-Identifier: MIT
#include "command/guard.h"

#include "retort/configuration.h"

#include "base/files.h"

namespace retort::command {

void begin_writing(Project& project) {
  const std::string env_file =
      project.has_driver() ? join_path(project.script_location(), "env.py") : std::string();
  retort::begin_writing(project.session().config, env_file, project.reporter());
}

}  // namespace retort::command
