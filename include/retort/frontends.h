// SPDX-License-Identifier: MIT
// The migration languages that come with the library.
#pragma once

#include "retort/api.h"
#include "retort/frontend.h"

#include <memory>
#include <string>
#include <vector>

namespace retort {

/// What the native front-end needs to know of the program that it is part of.
struct NativeOptions {
  /// The folder that holds `retort/migration.h` of this very build; migrations are compiled
  /// against it. Empty: migrations cannot be compiled on demand, only loaded from a module.
  std::string include_directory = {};
};

/// C++ migrations, `.cc` and `.cpp`. Read from the configuration:
///
/// - `cxx_module`: a module that retort_add_migrations (CMake) built; nothing is compiled then.
/// - `cxx_compiler`: the compiler and its first arguments; else the variable CXX, else `c++`.
/// - `cxx_flags`: more arguments, quoted as in a shell; after -std=c++20 -O0.
/// - `cxx_include_dirs`: a list of folders, below the script location unless absolute.
/// - `cxx_cache_dir`: where compiled files are kept; else $XDG_CACHE_HOME/retort, else
///   $HOME/.cache/retort, else `.retort-cache` in the script location.
///
/// An `env.cc` in the script location is compiled and run likewise.
RETORT_API std::unique_ptr<Frontend> native_frontend(const NativeOptions& options = {});

/// SQL migrations, `.sql`.
RETORT_API std::unique_ptr<Frontend> sql_frontend();

/// Where the library is that holds Python's interpreter, and what programs see there.
struct PythonOptions {
  std::string library = {};                 ///< libretort_python.so; loaded when a script must run
  std::vector<std::string> arguments = {};  ///< sys.argv; the first is the program
};

/// Python migrations, `.py`, as Alembic runs them; and `env.py`, which drives the run. Of the
/// host's variables it honours VIRTUAL_ENV, HOME and PYTHONPATH; RETORT_PYTHON_MODULES names a
/// folder to take the modules `alembic` and `sqlalchemy` from, for work on them.
RETORT_API std::unique_ptr<Frontend> python_frontend(const PythonOptions& options = {});

/// A language whose files are to be refused in words.
struct AbsentLanguage {
  std::string name;             ///< "python"
  std::string file_extension;   ///< ".py"
  std::string script_template;  ///< "script.py.mako"
};

/// The stand-in for a language that a build does not speak. It claims the language's files and
/// throws ScriptError when one of them is looked at.
RETORT_API std::unique_ptr<Frontend> absent_frontend(AbsentLanguage language);

}  // namespace retort
