// SPDX-License-Identifier: MIT
// What the engine asks of the library that holds the interpreter.
#pragma once

#include "retort/environment.h"
#include "retort/frontend.h"
#include "retort/frontends.h"
#include "retort/migration.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort::python {

class Door {
 public:
  virtual ~Door() = default;
  /// Runs a file to learn which revision it is. Throws as Alembic fails.
  virtual Revision identify(const std::string& path, const Config& config) = 0;
  virtual std::vector<std::unique_ptr<Migration>> load(const LoadRequest& request) = 0;
  /// The folder of a package that can be imported.
  virtual std::optional<std::string> package_folder(const std::string& package,
                                                    const Config& config) = 0;
  virtual RenderedMigration render(const RenderRequest& request) = 0;
  /// As Frontend::run_hook.
  virtual bool run_hook(const HookConfig& hook, const std::string& path) = 0;
  virtual void end_session(const Config& config, Reporter* next) = 0;
  virtual EnvironmentOutcome run_environment(const EnvironmentRequest& request) = 0;
};

/// The function by which the library is entered. Its caller owns the answer.
using OpenDoor = Door* (*)(const PythonOptions& options);
constexpr const char* open_door_symbol = "retort_open_python_door";

/// The name of the file that sets up runs.
constexpr const char* environment_file = "env.py";

}  // namespace retort::python
