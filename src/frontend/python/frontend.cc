// SPDX-License-Identifier: MIT
// The library's half of the Python front-end: files as modules, and env.py.
#include "frontend/python/frontend.h"

#include "retort/api.h"
#include "retort/config.h"
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/host.h"
#include "retort/reporter.h"

#include "frontend/client_loading.h"
#include "frontend/python/call.h"
#include "frontend/python/config.h"
#include "frontend/python/door.h"
#include "frontend/python/interpreter.h"
#include "frontend/python/logging.h"
#include "frontend/python/run.h"
#include "frontend/python/script_directory.h"
#include "frontend/python/script_text.h"
#include "frontend/python/write_operation.h"

#include <cstdio>
#include <functional>
#include <map>
#include <utility>

namespace retort::python {
namespace {

/// An env file, or a Python program that runs migrations, may act on the exception itself.
[[noreturn]] void fail(py::error_already_set& error) {
  if (has_environment() || door_module().attr("is_inside")().cast<bool>()) {
    throw PythonFailure(std::move(error));
  }
  throw_engine_error(error);
}

class PythonMigration final : public Migration {
 public:
  PythonMigration(py::object module, MigrationFile file, bool immediate)
      : module_(std::move(module)), file_(std::move(file)), immediate_(immediate) {}

  const std::string& revision() const override { return file_.revision; }
  const std::string& path() const override { return file_.path; }
  bool immediate() const override { return immediate_; }
  void require(Direction direction) const override {
    try {
      static_cast<void>(
          py::object(module_.attr(direction == Direction::upgrade ? "upgrade" : "downgrade")));
    } catch (py::error_already_set& error) {
      note_place(error, {.revision = file_.revision, .path = file_.path});
      fail(error);
    }
  }
  void upgrade(Operations& op) override { call("upgrade", op); }
  void downgrade(Operations& op) override { call("downgrade", op); }

 private:
  void call(const char* name, Operations& op) const {
    try {
      const auto outside = [&op] { return std::make_shared<HeldRun>(op.sink()); };
      door_module().attr("call")(module_.attr(name), file_.path, py::cpp_function(outside));
    } catch (py::error_already_set& error) {
      note_place(error, {.revision = file_.revision, .path = file_.path});
      fail(error);
    }
  }

  py::object module_;
  MigrationFile file_;
  bool immediate_;
};

/// What env.py is run for, in Python.
struct Command {
  std::shared_ptr<Config> config;
  std::shared_ptr<HeldScripts> script;
  std::string env_path;
  py::dict options;
  py::dict cmd_opts;
  py::object revision;  ///< what `revision` or `check` was given; None for other commands
};

py::object optional_text(const std::optional<std::string>& text) {
  return text ? py::object(py::str(*text)) : py::object(py::none());
}

py::dict context_options(const EnvironmentRequest& request) {
  const EnvironmentTask& task = request.task;
  py::dict options;
  options["as_sql"] = request.environment->offline;
  if (!task.destination.empty()) {
    options["starting_rev"] = optional_text(task.starting_revision);
    if (task.stamps) {
      options["destination_rev"] = py::tuple(py::cast(task.destination));
    } else {
      options["destination_rev"] = task.destination.front();
    }
    options["tag"] = optional_text(request.environment->tag);
  }
  if (task.purge) options["purge"] = true;
  if (task.dont_mutate) options["dont_mutate"] = true;
  if (task.writes_revision) options["template_args"] = py::dict();
  return options;
}

/// The arguments of alembic.command.revision(), or of merge().
py::object revision_arguments(const EnvironmentRequest& request) {
  const EnvironmentTask& task = request.task;
  if (!task.writes_revision && task.command != "check") return py::none();
  const RevisionRequest& asked = task.revision;
  py::dict given;
  given["message"] = optional_text(task.message);
  given["autogenerate"] = task.autogenerate;
  given["sql"] = request.environment->offline || task.prints_sql;
  given["head"] = asked.head.size() == 1 ? py::object(py::str(asked.head.front()))
                                         : py::object(py::cast(asked.head));
  given["splice"] = asked.splice;
  given["branch_label"] = optional_text(asked.branch_label);
  given["version_path"] = optional_text(asked.version_path);
  given["rev_id"] = optional_text(asked.rev_id);
  given["depends_on"] =
      asked.depends_on.empty() ? py::object(py::none()) : py::object(py::cast(asked.depends_on));
  return given;
}

/// While it lives, os.environ has the variables that the host names, where they are not those of
/// the process: a run on a scratch database has its URL there.
class Surroundings {
 public:
  explicit Surroundings(const Config& config) {
    const py::object found = door_module().attr("surroundings_of")(config.host().variables);
    if (found.is_none()) return;
    held_ = found;
    held_.attr("__enter__")();
  }
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  ~Surroundings() {
    if (!held_) return;
    // What goes wrong in the run is on its way through here.
    const py::error_scope keep;
    try {
      held_.attr("__exit__")(py::none(), py::none(), py::none());
    } catch (py::error_already_set& error) {
      error.discard_as_unraisable("the end of a run's surroundings");
    }
  }

 private:
  py::object held_;
};

class LibraryDoor final : public Door {
 public:
  explicit LibraryDoor(PythonOptions options) : options_(std::move(options)) {}
  LibraryDoor(const LibraryDoor&) = delete;
  LibraryDoor& operator=(const LibraryDoor&) = delete;
  ~LibraryDoor() override {
    if (!started_) return;
    if (reporter_ != nullptr) reporter_->redirect(nullptr);
    // A Python program that opened this door for itself goes on, and ends by itself.
    if (!owns_interpreter_) return;
    try {
      door_module().attr("finish")();
    } catch (py::error_already_set& error) {
      error.discard_as_unraisable("the end of the program");
    }
    modules_.clear();
  }

  Revision identify(const std::string& path, const Config& config) override {
    begin(config, nullptr);
    try {
      const py::tuple found = door_module().attr("identify")(path);
      modules_[path] = found[0];
      const py::dict said = found[1];
      return {.revision = said["revision"].cast<std::string>(),
              .down_revision = said["down_revision"].cast<std::vector<std::string>>(),
              .branch_labels = said["branch_labels"].cast<std::vector<std::string>>(),
              .depends_on = said["depends_on"].cast<std::vector<std::string>>(),
              .longdoc = said["doc"].cast<std::string>(),
              .path = path};
    } catch (const py::cast_error&) {
      throw ScriptError("The identity of a revision must be of strings", {.path = path});
    } catch (py::error_already_set& error) {
      note_place(error, {.revision = {}, .path = path});
      fail(error);
    }
  }

  std::vector<std::unique_ptr<Migration>> load(const LoadRequest& request) override {
    begin(*request.config, request.reporter);
    std::vector<std::unique_ptr<Migration>> migrations;
    for (const MigrationFile& file : request.files) {
      migrations.push_back(
          std::make_unique<PythonMigration>(module_of(file), file, runs_at_once(file.path)));
    }
    return migrations;
  }

  std::optional<std::string> package_folder(const std::string& package,
                                            const Config& config) override {
    begin(config, nullptr);
    std::optional<std::string> folder;
    enter([&] {
      folder = door_module().attr("package_folder")(package).cast<std::optional<std::string>>();
    });
    return folder;
  }

  RenderedMigration render(const RenderRequest& request) override {
    RenderedMigration rendered;
    enter([&] {
      const py::tuple made =
          py::module_::import("alembic.autogenerate.render_operations")
              .attr("render")(request.dialect->info().name,
                              write_operations(request.upgrade, *request.dialect),
                              write_operations(request.downgrade, *request.dialect));
      rendered = {.upgrades = made[0].cast<std::string>(),
                  .downgrades = made[1].cast<std::string>(),
                  .imports = made[2].cast<std::string>()};
    });
    return rendered;
  }

  bool run_hook(const HookConfig& hook, const std::string& path) override {
    if (Py_IsInitialized() == 0) return false;
    std::fflush(stdout);
    bool known = false;
    enter([&] {
      const std::map<std::string, std::string> options(hook.options.begin(), hook.options.end());
      known = door_module().attr("run_hook")(hook.name, options, path).cast<bool>();
    });
    return known;
  }

  void end_session(const Config& config, Reporter* next) override {
    configs_.erase(&config);
    if (!started_ || next == reporter_) return;
    reporter_ = next;
    if (reporter_ != nullptr) reporter_->redirect(&target_);
  }

  EnvironmentOutcome run_environment(const EnvironmentRequest& request) override {
    ClientLoading client(request);
    begin(*request.config, request.reporter, [&client] { client.finish(); });
    client.finish();
    enter([&] {
      const Surroundings surroundings(*request.config);
      if (mentions_logging(environment_path(request))) door_module().attr("prepare_logging")();
      const std::shared_ptr<Config>& config = config_of(*request.config);
      auto command = std::make_shared<Command>(
          Command{.config = config,
                  .script = std::make_shared<HeldScripts>(config, options_),
                  .env_path = environment_path(request),
                  .options = context_options(request),
                  .cmd_opts = command_options(request),
                  .revision = revision_arguments(request)});
      lend_variables(*config);
      const EnvironmentRequest* outer = set_environment(&request);
      try {
        const py::tuple answer = door_module().attr("run_environment")(command);
        set_environment(outer);
        const py::dict arguments = answer[0];
        request.environment->written_revisions =
            answer[1].cast<std::optional<std::vector<std::string>>>();
        for (const auto& [name, value] : arguments) {
          request.environment->template_arguments[name.cast<std::string>()] =
              value.cast<std::string>();
        }
      } catch (...) {
        set_environment(outer);
        throw;
      }
    });
    return EnvironmentOutcome::ran;
  }

  static void bind(py::module_& module) {
    py::class_<Command, std::shared_ptr<Command>>(module, "Command")
        .def_readonly("config", &Command::config)
        .def_readonly("script", &Command::script)
        .def_readonly("env_path", &Command::env_path)
        .def_readonly("options", &Command::options)
        .def_readonly("cmd_opts", &Command::cmd_opts)
        .def_readonly("revision", &Command::revision);
  }

 private:
  static std::string environment_path(const EnvironmentRequest& request) {
    return request.script_location + "/" + environment_file;
  }

  /// What is in its output so far comes before anything that Python prints.
  void begin(const Config& config, Reporter* reporter,
             const std::function<void()>& before_packages = {}) {
    std::fflush(stdout);
    if (!started_) {
      owns_interpreter_ = Py_IsInitialized() == 0;
      const auto variable = [&config](const char* name) {
        const std::string* value = config.host().find_variable(name);
        return value == nullptr ? std::string() : *value;
      };
      start({.virtual_environment = variable("VIRTUAL_ENV"),
             .home = variable("HOME"),
             .python_path = variable("PYTHONPATH"),
             .arguments = options_.arguments,
             .module_folder = variable("RETORT_PYTHON_MODULES"),
             .before_packages = before_packages});
      started_ = true;
      enter([&config] {
        py::module_::import("_retort");
        py::list path = py::module_::import("sys").attr("path");
        const std::vector<std::string> folders = config.prepend_sys_path();
        for (std::size_t i = 0; i < folders.size(); ++i) path.insert(i, py::str(folders[i]));
      });
    }
    if (reporter != nullptr && reporter != reporter_) {
      reporter_ = reporter;
      reporter->redirect(&target_);
    }
  }

  py::object module_of(const MigrationFile& file) {
    const auto found = modules_.find(file.path);
    if (found != modules_.end()) return found->second;
    try {
      py::object module = door_module().attr("load_file")(file.path);
      return modules_[file.path] = std::move(module);
    } catch (py::error_already_set& error) {
      note_place(error, {.revision = file.revision, .path = file.path});
      fail(error);
    }
  }

  /// One for each of the engine's, so that what env.py sets is there the next time.
  const std::shared_ptr<Config>& config_of(const Config& config) {
    std::shared_ptr<Config>& found = configs_[&config];
    if (found == nullptr) found = std::make_shared<Config>(config);
    return found;
  }

  py::dict command_options(const EnvironmentRequest& request) const {
    py::dict options;
    const Config& config = *request.config;
    py::list files;
    if (!config.ini_path().empty()) files.append(config.ini_path());
    options["config"] = files;
    options["name"] = config.section();
    options["x"] = config.x_arguments().empty() ? py::object(py::none())
                                                : py::object(py::cast(config.x_arguments()));
    options["cmd"] = request.task.command;
    options["message"] = optional_text(request.task.message);
    options["autogenerate"] = request.task.autogenerate;
    options["raiseerr"] = false;
    options["quiet"] = false;
    options["sql"] = request.environment->offline || request.task.prints_sql;
    options["tag"] = optional_text(request.environment->tag);
    if (!request.task.destination.empty()) {
      if (request.task.stamps) {
        options["revisions"] = py::cast(request.task.destination);
      } else {
        options["revision"] = request.task.destination.front();
      }
    }
    return options;
  }

  PythonOptions options_;
  bool started_ = false;
  bool owns_interpreter_ = false;
  Reporter* reporter_ = nullptr;
  PythonLogTarget target_;
  std::map<std::string, py::object> modules_;
  std::map<const Config*, std::shared_ptr<Config>> configs_;
};

}  // namespace

void bind_command(py::module_& module) { LibraryDoor::bind(module); }

}  // namespace retort::python

extern "C" RETORT_API retort::python::Door* retort_open_python_door(
    const retort::PythonOptions& options) {
  return new retort::python::LibraryDoor(options);
}
