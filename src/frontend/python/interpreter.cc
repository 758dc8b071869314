// SPDX-License-Identifier: MIT
#include "frontend/python/interpreter.h"

#include "retort/error.h"

#include "frontend/python/frozen.h"
#include "frontend/python/module.h"
#include "frontend/python/python.h"
#include "python_place.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace retort::python {
namespace {

// The table that the interpreter reads while it lives.
std::vector<_frozen>& frozen_table() {
  static std::vector<_frozen> table;
  return table;
}

void freeze_modules() {
  std::vector<_frozen>& table = frozen_table();
  for (const FrozenModule* module = frozen_modules; module->name != nullptr; ++module) {
    _frozen entry = {};
    entry.name = module->name;
    entry.code = module->code;
    entry.size = module->size;
    entry.is_package = module->is_package ? 1 : 0;
    table.push_back(entry);
  }
  table.push_back(_frozen{});
  PyImport_FrozenModules = table.data();
}

// PyConfig owns memory of Python's.
class Configuration {
 public:
  Configuration() { PyConfig_InitPythonConfig(&config_); }
  Configuration(const Configuration&) = delete;
  Configuration& operator=(const Configuration&) = delete;
  ~Configuration() { PyConfig_Clear(&config_); }

  PyConfig& value() { return config_; }
  void set(wchar_t*& field, const std::string& text) {
    check(PyConfig_SetBytesString(&config_, &field, text.c_str()));
  }
  static void check(const PyStatus& status) {
    if (PyStatus_Exception(status) == 0) return;
    throw Error(std::string("Python cannot be started: ") +
                    (status.err_msg == nullptr ? "no reason given" : status.err_msg),
                ErrorCode::script);
  }

 private:
  PyConfig config_ = {};
};

namespace fs = std::filesystem;

void append_path(const std::string& folder) {
  const py::object path = py::module_::import("sys").attr("path");
  if (!path.contains(folder)) path.attr("append")(folder);
}

// A .pth file names further folders, a line each, or runs code on lines that begin with `import`.
void read_path_file(const fs::path& file) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())) != 0) {
      line.pop_back();
    }
    if (line.empty() || line.front() == '#') continue;
    if (line.rfind("import ", 0) == 0 || line.rfind("import\t", 0) == 0) {
      py::exec(line, py::dict(py::arg("sitedir") = file.parent_path().string()));
      continue;
    }
    std::error_code failure;
    const fs::path folder = file.parent_path() / line;
    if (fs::exists(folder, failure)) append_path(folder.lexically_normal().string());
  }
}

// Does what Python's module `site` does with a folder of packages; importing that module costs as
// much again as starting the interpreter.
void add_packages(const fs::path& folder) {
  std::error_code failure;
  if (!fs::is_directory(folder, failure)) return;
  append_path(folder.string());
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
    const fs::path name = entry.path().filename();
    // That of setuptools is about building packages.
    if (name.extension() == ".pth" && name != "distutils-precedence.pth") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) read_path_file(file);
}

// The packages of a virtual environment that was made with another build of Python are found all
// the same, as long as they are written in Python alone.
void add_virtual_environment(const std::string& folder) {
  std::error_code failure;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(folder) / "lib", failure)) {
    if (entry.path().filename().string().rfind("python", 0) == 0) {
      add_packages(entry.path() / "site-packages");
    }
  }
}

// Whether the environment was made with --system-site-packages (pyvenv.cfg says so).
bool shares_packages(const fs::path& environment) {
  std::ifstream stream(environment / "pyvenv.cfg");
  for (std::string line; std::getline(stream, line);) {
    line.erase(std::remove_if(line.begin(), line.end(),
                              [](unsigned char c) { return std::isspace(c) != 0; }),
               line.end());
    if (line == "include-system-site-packages=true") return true;
  }
  return false;
}

void add_all_packages(const InterpreterOptions& options) {
  if (!options.virtual_environment.empty()) {
    add_virtual_environment(options.virtual_environment);
    if (!shares_packages(options.virtual_environment)) return;
  }
  if (!options.home.empty()) {
    add_packages(fs::path(options.home) / ".local/lib/python" RETORT_PYTHON_VERSION
                                          "/site-packages");
  }
  for (const char* folder : {RETORT_PYTHON_PACKAGES}) add_packages(folder);
}

// exit(), quit() and the like, which scripts take for granted.
void add_builtins() {
  const py::module_ site = py::module_::import("_sitebuiltins");
  const py::object builtins = py::module_::import("builtins");
  for (const char* name : {"exit", "quit"}) {
    builtins.attr(name) = site.attr("Quitter")(name, "Ctrl-D (i.e. EOF)");
  }
  builtins.attr("help") = site.attr("_Helper")();
}

}  // namespace

void start(const InterpreterOptions& options) {
  if (Py_IsInitialized() != 0) return;
  register_module();
  if (options.module_folder.empty()) freeze_modules();

  Configuration configuration;
  PyConfig& config = configuration.value();
  // A process is interrupted as one without Python is: at once.
  config.install_signal_handlers = 0;
  config.parse_argv = 0;
  config.write_bytecode = 1;
  config.site_import = 0;
  configuration.set(config.program_name, RETORT_PYTHON_PROGRAM);
  if (!options.python_path.empty()) {
    configuration.set(config.pythonpath_env, options.python_path);
  }
  for (const std::string& argument : options.arguments) {
    wchar_t* decoded = Py_DecodeLocale(argument.c_str(), nullptr);
    if (decoded == nullptr) continue;
    Configuration::check(PyWideStringList_Append(&config.argv, decoded));
    PyMem_RawFree(decoded);
  }
  Configuration::check(Py_InitializeFromConfig(&config));
  if (options.before_packages) options.before_packages();
  try {
    if (!options.module_folder.empty()) {
      py::module_::import("sys").attr("path").attr("insert")(0, options.module_folder);
    }
    add_all_packages(options);
    add_builtins();
    // Frozen modules would claim to be files of the standard library.
    py::module_::import("sys").attr("_stdlib_dir") = py::none();
  } catch (const py::error_already_set& error) {
    throw Error(std::string("Python cannot be started: ") + error.what(), ErrorCode::script);
  }
}

}  // namespace retort::python
