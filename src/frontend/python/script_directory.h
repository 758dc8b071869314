// SPDX-License-Identifier: MIT
// The revisions of a project in Python: what alembic.script.ScriptDirectory stands on.
#pragma once

#include "retort/config.h"
#include "retort/frontends.h"
#include "retort/migration.h"
#include "retort/script.h"

#include "frontend/python/python.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort::python {

/// A script directory together with what it needs to live.
class HeldScripts {
 public:
  HeldScripts(std::shared_ptr<Config> config, const PythonOptions& options);

  /// Read when first asked for.
  ScriptDirectory& get();
  const RevisionMap& map() { return get().map(); }
  /// Makes revisions runnable, in the order of the ids.
  std::vector<std::unique_ptr<Migration>> load(const std::vector<std::string>& ids);
  /// Writes a revision file; its name as `file_template` says, instead of the project's.
  Revision generate(const RevisionFile& file, const std::optional<std::string>& file_template);
  const Config& config() const { return *config_; }

 private:
  std::shared_ptr<Config> config_;
  std::vector<std::unique_ptr<Frontend>> languages_;
  std::optional<ScriptDirectory> scripts_;
};

/// Adds the class ScriptDirectory.
void bind_script_directory(py::module_& module);

}  // namespace retort::python
