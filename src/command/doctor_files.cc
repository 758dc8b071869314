// SPDX-License-Identifier: MIT
// What `doctor` says of configuration, revision files, their graph, and what compiles them.
#include "retort/error.h"
#include "retort/migration_index.h"
#include "retort/target.h"
#include "retort/url.h"

#include "base/files.h"
#include "command/doctor.h"
#include "script/hooks.h"
#include "script/revision_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

namespace retort::command {
namespace {

bool others_may_write(const std::string& path) {
  struct stat found = {};
  return ::stat(path.c_str(), &found) == 0 && (found.st_mode & S_IWOTH) != 0 &&
         (found.st_mode & S_ISVTX) == 0;
}

void warn_of_writers(const Area& area, const std::string& path) {
  if (!others_may_write(path)) return;
  area.warning(fmt::format("Anybody on this machine may change '{}', which is run with the "
                           "database's rights",
                           path),
               fmt::format("chmod o-w '{}'", path));
}

/// The files that were named or found; false: there is none to read.
bool examine_config_files(const Area& area, const Config& config) {
  const std::string ini = config.absolute_ini_path();
  const std::string toml = config.absolute_toml_path();
  if (!is_regular_file(ini) && !is_regular_file(toml)) {
    area.error(fmt::format("There is no configuration: '{}' does not exist", ini),
               "Go to the project's folder, name the file with -c, or begin one with 'retort init "
               "migrations'.");
    return false;
  }
  return area.attempt("Correct the file.", [&] {
    static_cast<void>(config.option("script_location"));
    const bool has_section = !is_regular_file(ini) || config.has_section(config.section());
    if (!has_section && !config.option("script_location")) {
      area.error(fmt::format("'{}' has no section [{}]", ini, config.section()),
                 "Name the section with -n, or add it.");
    }
    for (const ConfigFile& file : config.files()) {
      if (file.found == "read") area.ok(fmt::format("read {}", file.path));
    }
  });
}

void examine_target(const Area& area, const Session& session) {
  const Config& config = session.config;
  area.attempt("Correct the environment's name, or its section in the configuration.", [&] {
    const Target& target = config.target();
    if (target.environment) {
      area.ok(fmt::format("environment {} ({}){}", *target.environment, target.environment_source,
                          target.is_protected ? ", protected" : ""));
    }
    const std::optional<std::string> url =
        session.environment.url ? session.environment.url : target.url;
    if (session.environment.connection != nullptr || !url || url->empty()) return;
    area.ok(fmt::format("database {} ({})", Url::parse(*url).masked(),
                        session.environment.url ? "the program" : target.url_source));
  });
}

void examine_layout(const Area& area, const ScriptDirectory& scripts) {
  const std::string folder = scripts.absolute_directory();
  warn_of_writers(area, folder);
  for (const std::string& location : scripts.version_locations()) {
    if (!is_directory(location)) {
      area.warning(fmt::format("The folder for revisions '{}' does not exist", location),
                   fmt::format("mkdir -p '{}', or correct version_locations", location));
    } else {
      warn_of_writers(area, location);
    }
  }
  try {
    static_cast<void>(scripts.choose_frontend({}));
  } catch (const Error& error) {
    area.warning(fmt::format("New revisions cannot be written: {}", error.what()),
                 "Copy script.py.mako, script.cc.mako or script.sql.mako from a new project "
                 "('retort init').");
  }
  for (const Frontend* frontend : scripts.frontends()) {
    const std::string env = join_path(folder, "env.py");
    if (frontend->name() == "python" && frontend->drives(folder) && !is_regular_file(env)) {
      area.error(fmt::format("'{}' is missing: migrations in Python cannot run", env),
                 "Restore it, or take the one of a new project ('retort init -t generic').");
    }
  }
}

/// One file: its revision, or what is wrong with it.
void examine_file(Examination& examination, const Area& area, const FoundFile& file) {
  warn_of_writers(area, file.path);
  if (!file.frontend->runs()) {
    area.error(
        fmt::format("'{}' cannot be run: this build has no {}", file.path, file.frontend->name()),
        "Use a build with that language.");
    return;
  }
  area.attempt("Correct the file.", [&] {
    std::optional<Revision> revision =
        scan_file(*file.frontend, file.path, examination.session.config);
    if (!revision) {
      area.note(fmt::format("'{}' is no revision and is passed over", file.path),
                "Give it a revision identifier, or move it elsewhere.");
      return;
    }
    const bool is_text = !file.frontend->is_compiled(file.path);
    if (is_text && read_file(file.path).find("\n<<<<<<< ") != std::string::npos) {
      area.error(fmt::format("'{}' has marks of a merge conflict", file.path),
                 "Resolve the conflict.");
    }
    examination.revisions.push_back(std::move(*revision));
  });
}

std::string fix_of(const RevisionError& error) {
  switch (error.kind()) {
    case RevisionErrorKind::missing:
      return fmt::format(
          "Restore the file of revision {}, or correct what names it.",
          error.details().argument.empty() ? "that is missing" : error.details().argument);
    case RevisionErrorKind::cycle:
    case RevisionErrorKind::dependency_cycle:
    case RevisionErrorKind::loop:
    case RevisionErrorKind::dependency_loop:
      return "Correct the down_revision or depends_on of one of them.";
    case RevisionErrorKind::duplicate_label:
      return "Give one of the branches another label.";
    case RevisionErrorKind::general:
    case RevisionErrorKind::resolution:
    case RevisionErrorKind::multiple_heads:
    case RevisionErrorKind::range_not_ancestor:
    case RevisionErrorKind::illegal_identifier:
    case RevisionErrorKind::version_rows:
      break;
  }
  return "Correct the file that it names.";
}

void examine_repeated(const Area& area, const std::vector<Revision>& revisions) {
  std::map<std::string, std::vector<std::string>> paths;
  for (const Revision& revision : revisions) paths[revision.revision].push_back(revision.path);
  for (const auto& [id, files] : paths) {
    if (files.size() < 2) continue;
    area.error(fmt::format("Revision {} is in several files: {}", id, fmt::join(files, ", ")),
               "Give one of them an identifier of its own.");
  }
}

void examine_module(const Area& area, const std::string& module,
                    const std::vector<std::string>& sources) {
  if (!is_regular_file(module)) {
    area.error(fmt::format("The module '{}' of cxx_module does not exist", module),
               "Build it (retort_add_migrations), or remove cxx_module.");
    return;
  }
  std::error_code ignored;
  const auto built = std::filesystem::last_write_time(module, ignored);
  for (const std::string& source : sources) {
    if (std::filesystem::last_write_time(source, ignored) <= built) continue;
    area.warning(fmt::format("'{}' is newer than the module '{}', which is run in its place",
                             source, module),
                 "Build the module again.");
    return;
  }
  area.ok(fmt::format("module {}", module));
}

}  // namespace

void examine_configuration(Examination& examination) {
  const Session& session = examination.session;
  const Area area(examination, "configuration");
  if (session.migrations != nullptr) {
    area.ok("the migrations are part of the program");
    return examine_target(area, session);
  }
  if (!examine_config_files(area, session.config)) return;
  examine_target(area, session);
  area.attempt("Set script_location to the folder that holds env.py or the revisions.", [&] {
    examination.scripts = ScriptDirectory::from_config(session.config, session.frontends);
  });
  if (examination.scripts) {
    area.attempt("Correct the configuration.", [&] { examine_layout(area, *examination.scripts); });
  }
}

void examine_files(Examination& examination) {
  const Area area(examination, "files");
  if (examination.session.migrations != nullptr) {
    area.attempt("Build the program again.", [&] {
      examination.revisions = indexed_revisions(*examination.session.migrations);
    });
    return;
  }
  if (!examination.scripts) return;
  FoundFiles found;
  Reporter silent;
  if (!area.attempt("Correct version_locations.",
                    [&] { found = find_revision_files(*examination.scripts, silent); })) {
    return;
  }
  for (const FoundFile& file : found.files) examine_file(examination, area, file);
  if (!examination.revisions.empty()) {
    area.ok(counted(examination.revisions.size(), "revision"));
  } else {
    area.note("there are no revisions yet", "retort revision -m \"...\"");
  }
}

void examine_graph(Examination& examination) {
  if (examination.revisions.empty()) return;
  const Area area(examination, "heads");
  examine_repeated(area, examination.revisions);
  try {
    examination.map = RevisionMap::build(examination.revisions);
  } catch (const RevisionError& error) {
    return area.error(error.what(), fix_of(error));
  }
  // An identifier that is in several files counts once.
  std::vector<std::string> heads;
  for (std::string& head : examination.map->heads()) {
    if (std::find(heads.begin(), heads.end(), head) == heads.end()) heads.push_back(head);
  }
  if (heads.size() > 1) {
    return area.warning(
        fmt::format("There are {} heads: {}", heads.size(), fmt::join(heads, ", ")),
        "Join them with 'retort merge heads', or upgrade to 'heads' if they are meant.");
  }
  area.ok(fmt::format("one head: {}", heads.empty() ? std::string() : heads.front()));
}

void examine_compiler(Examination& examination) {
  if (!examination.scripts) return;
  const std::string folder = examination.scripts->absolute_directory();
  std::vector<std::string> sources;
  for (const Revision& revision : examination.revisions) {
    if (revision.path.ends_with(".cc") || revision.path.ends_with(".cpp")) {
      sources.push_back(revision.path);
    }
  }
  if (is_regular_file(join_path(folder, "env.cc"))) sources.push_back(join_path(folder, "env.cc"));
  if (sources.empty()) return;
  const Area area(examination, "compiler");
  area.attempt("Correct the configuration.", [&] {
    const Config& config = examination.session.config;
    const Host& host = config.host();
    if (const auto module = config.option("cxx_module"); module && !module->empty()) {
      return examine_module(area, absolute_path(*module, host.working_directory), sources);
    }
    const std::string* variable = host.find_variable("CXX");
    const std::string asked =
        config.option("cxx_compiler").value_or(variable == nullptr ? "" : *variable);
    const std::vector<std::string> words = split_shell_words(asked);
    const std::string name = words.empty() ? "c++" : words.front();
    const std::string* path = host.find_variable("PATH");
    const std::string program =
        find_executable(name, path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : *path);
    if (program.empty()) {
      return area.error(fmt::format("The compiler '{}' for migrations in C++ is not found", name),
                        "Install it, name another in cxx_compiler or CXX, or build the migrations "
                        "into a module (cxx_module).");
    }
    area.ok(program);
  });
}

}  // namespace retort::command
