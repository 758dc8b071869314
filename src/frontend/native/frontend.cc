// SPDX-License-Identifier: MIT
// C++ migrations: from a module that was built beforehand, or compiled as a run needs them.
#include "frontend/native/frontend.h"

#include "retort/environment.h"
#include "retort/error.h"
#include "retort/frontends.h"

#include "base/files.h"
#include "frontend/client_loading.h"
#include "frontend/native/compile.h"
#include "frontend/native/load.h"
#include "frontend/native/render.h"
#include "frontend/native/scan.h"
#include "frontend/native/settings.h"

#include <fmt/format.h>

#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort {

namespace {

class NativeMigration final : public Migration {
 public:
  NativeMigration(const MigrationEntry& entry, std::string path)
      : entry_(entry), path_(std::move(path)) {}

  const std::string& revision() const override { return entry_.identity->revision; }
  const std::string& path() const override { return path_; }
  bool transactional() const override { return entry_.identity->transaction; }
  void upgrade(Operations& op) override { run(entry_.upgrade, op); }
  void downgrade(Operations& op) override { run(entry_.downgrade, op); }

 private:
  void run(void (*function)(Operations&), Operations& op) const {
    try {
      function(op);
    } catch (const Error&) {
      throw;
    } catch (const std::exception& error) {
      // The author's own code failed; the engine's failures say better where they come from.
      const std::string place = path_.empty() ? "revision " + revision() : path_;
      throw ScriptError(fmt::format("{} failed: {}", place, error.what()),
                        {.path = path_, .revision = revision()});
    }
  }

  MigrationEntry entry_;
  std::string path_;
};

bool ends_with(std::string_view name, std::string_view end) {
  return name.size() > end.size() && name.substr(name.size() - end.size()) == end;
}

class NativeFrontend final : public Frontend {
 public:
  explicit NativeFrontend(NativeOptions options) : options_(std::move(options)) {}

  std::string_view name() const override { return "native"; }
  std::string_view file_extension() const override { return ".cc"; }
  std::string_view script_template() const override { return "script.cc.mako"; }
  bool claims(std::string_view file_name) const override {
    return file_name.front() != '.' &&
           (ends_with(file_name, ".cc") || ends_with(file_name, ".cpp"));
  }
  ScanResult scan(const ScanInput& input) const override {
    ScanResult found = scan_native(input);
    found.from_text = true;
    return found;
  }
  /// Another number whenever scan.cc reads a text in another way.
  std::string_view scan_rules() const override { return "native 1"; }

  std::vector<std::unique_ptr<Migration>> load(const LoadRequest& request) override {
    if (request.files.empty()) return {};
    const auto module = request.config->option("cxx_module");
    return module && !module->empty() ? load_module(*module, request) : compile_and_load(request);
  }

  RenderedMigration render(const RenderRequest& request) const override {
    return render_native(request);
  }

  EnvironmentOutcome run_environment(const EnvironmentRequest& request) override {
    const auto module = request.config->option("cxx_module");
    if (module && !module->empty()) {
      const std::string path = module_path(*module, *request.config);
      // One that is not built yet stops only what needs its migrations.
      const Plugin* plugin = is_regular_file(path) ? &load_plugin(path, path) : nullptr;
      if (plugin != nullptr && plugin->configure != nullptr) {
        return configure(*plugin, path, request);
      }
    }
    const std::string path = join_path(request.script_location, "env.cc");
    if (!is_regular_file(path)) return EnvironmentOutcome::absent;
    ClientLoading client(request);
    const std::vector<std::string> objects =
        compile_sources(compiler_settings(*request.config, options_, request.script_location),
                        {path}, *request.reporter);
    client.finish();
    const Plugin& plugin = load_plugin(objects.front(), path);
    if (plugin.configure == nullptr) {
      throw ScriptError(path + " configures nothing", {.path = path},
                        "End it with RETORT_ENVIRONMENT(configure)");
    }
    return configure(plugin, path, request);
  }

 private:
  static std::string module_path(const std::string& configured, const Config& config) {
    return absolute_path(configured, config.host().working_directory);
  }

  static EnvironmentOutcome configure(const Plugin& plugin, const std::string& path,
                                      const EnvironmentRequest& request) {
    try {
      plugin.configure(*request.environment);
    } catch (const Error&) {
      throw;
    } catch (const std::exception& error) {
      throw ScriptError(fmt::format("{} failed: {}", path, error.what()), {.path = path});
    }
    return EnvironmentOutcome::configured;
  }

  std::vector<std::unique_ptr<Migration>> compile_and_load(const LoadRequest& request) const {
    std::vector<std::string> sources;
    for (const MigrationFile& file : request.files) sources.push_back(file.path);
    const std::vector<std::string> objects =
        compile_sources(compiler_settings(*request.config, options_, request.script_location),
                        sources, *request.reporter);
    std::vector<std::unique_ptr<Migration>> migrations;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      const MigrationFile& file = request.files[i];
      migrations.push_back(
          find_migration(load_plugin(objects[i], file.path), file, file.path, file.path));
    }
    return migrations;
  }

  static std::vector<std::unique_ptr<Migration>> load_module(const std::string& configured,
                                                             const LoadRequest& request) {
    const std::string path = module_path(configured, *request.config);
    const Plugin& plugin = load_plugin(path, path);
    std::vector<std::unique_ptr<Migration>> migrations;
    for (const MigrationFile& file : request.files) {
      migrations.push_back(find_migration(plugin, file, file.path, path));
    }
    return migrations;
  }

  static std::unique_ptr<Migration> find_migration(const Plugin& plugin, const MigrationFile& file,
                                                   const std::string& path,
                                                   const std::string& where) {
    if (plugin.migrations != nullptr) {
      for (const MigrationEntry& entry : plugin.migrations->migrations) {
        if (entry.identity->revision == file.revision) return native_migration(entry, path);
      }
    }
    throw ScriptError(fmt::format("There is no revision {} in {}", file.revision, where),
                      {.path = file.path, .revision = file.revision},
                      where == file.path ? "" : "Build the module again: the file is newer");
  }

  NativeOptions options_;
};

}  // namespace

std::unique_ptr<Migration> native_migration(const MigrationEntry& entry, std::string path) {
  return std::make_unique<NativeMigration>(entry, std::move(path));
}

std::unique_ptr<Frontend> native_frontend(const NativeOptions& options) {
  return std::make_unique<NativeFrontend>(options);
}

}  // namespace retort
