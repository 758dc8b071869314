// SPDX-License-Identifier: MIT
// Python migrations as the program sees them: their identity is read here, and the library that
// runs them is loaded when one must run.
#include "frontend/python/door.h"

#include "base/files.h"
#include "frontend/python/library.h"
#include "frontend/python/scan.h"

#include <utility>

namespace retort {
namespace {

bool is_source(std::string_view file_name) { return file_name.ends_with(".py"); }

class PythonFrontend final : public Frontend {
 public:
  explicit PythonFrontend(PythonOptions options) : options_(std::move(options)) {}

  std::string_view name() const override { return "python"; }
  std::string_view file_extension() const override { return ".py"; }
  std::string_view script_template() const override { return "script.py.mako"; }
  bool claims(std::string_view file_name) const override {
    return is_source(file_name) || is_compiled(file_name);
  }
  bool is_compiled(std::string_view file_name) const override {
    return file_name.ends_with(".pyc") || file_name.ends_with(".pyo");
  }

  ScanResult scan(const ScanInput& input) const override {
    if (is_source(input.path)) {
      if (std::optional<ScanResult> found = python::scan(input)) {
        found->from_text = true;
        return std::move(*found);
      }
    }
    return {.status = ScanStatus::revision,
            .revision = door().identify(std::string(input.path), *input.config)};
  }

  /// Another number whenever scan.cc reads a text in another way.
  std::string_view scan_rules() const override { return "python 1"; }

  std::vector<std::unique_ptr<Migration>> load(const LoadRequest& request) override {
    return request.files.empty() ? std::vector<std::unique_ptr<Migration>>() : door().load(request);
  }

  /// A project for Python without its env.py is a mistake, as it is to Alembic.
  bool drives(const std::string& script_location) const override {
    if (is_regular_file(join_path(script_location, python::environment_file))) return true;
    return is_regular_file(join_path(script_location, script_template())) &&
           !is_regular_file(join_path(script_location, "env.cc"));
  }

  std::optional<std::string> package_folder(const std::string& package,
                                            const Config& config) override {
    return door().package_folder(package, config);
  }

  RenderedMigration render(const RenderRequest& request) const override {
    return door().render(request);
  }

  /// Nothing is registered where no Python has run.
  bool run_hook(const HookConfig& hook, const std::string& path) override {
    const bool loaded = python::loaded_function(python::open_door_symbol) != nullptr;
    return loaded && door().run_hook(hook, path);
  }

  void end_session(const Config& config, Reporter* next) override {
    if (door_ != nullptr) door_->end_session(config, next);
  }

  EnvironmentOutcome run_environment(const EnvironmentRequest& request) override {
    if (!drives(request.script_location)) return EnvironmentOutcome::absent;
    return door().run_environment(request);
  }

 private:
  python::Door& door() const {
    if (door_ == nullptr) door_ = open();
    return *door_;
  }

  std::unique_ptr<python::Door> open() const {
    const auto function = reinterpret_cast<python::OpenDoor>(
        python::library_function(options_.library, python::open_door_symbol));
    return std::unique_ptr<python::Door>(function(options_));
  }

  PythonOptions options_;
  mutable std::unique_ptr<python::Door> door_;
};

}  // namespace

std::unique_ptr<Frontend> python_frontend(const PythonOptions& options) {
  return std::make_unique<PythonFrontend>(options);
}

}  // namespace retort
