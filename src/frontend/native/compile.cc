// SPDX-License-Identifier: MIT
// The cache holds, below a folder per toolchain (compiler, flags, Retort's headers):
//   retort.h, retort.h.gch   the precompiled header
//   <key>.files              the project's files that a source includes; key: path and text
//   <key>-<contents>.so      the shared object; contents: of those files
#include "frontend/native/compile.h"

#include "retort/error.h"

#include "base/cache.h"
#include "base/files.h"
#include "base/md5.h"
#include "base/process.h"
#include "base/random.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace retort {

namespace {

/// Changes whenever the way in which files are compiled does.
constexpr std::string_view recipe = "1";

/// Tells a program apart from a newer one under the same name, without running it.
std::string program_stamp(const std::string& word, const std::string& search_path) {
  const std::string path = find_executable(word, search_path);
  if (path.empty()) return {};
  std::error_code error;
  const std::string real = real_path(path);
  const auto size = std::filesystem::file_size(real, error);
  const auto time = std::filesystem::last_write_time(real, error);
  return fmt::format("{} {} {}", real, size, time.time_since_epoch().count());
}

std::string headers_digest(const std::string& include_directory) {
  const std::string folder = join_path(include_directory, "retort");
  std::string digests;
  for (const DirectoryEntry& entry : list_directory(folder)) {
    if (entry.directory) continue;
    digests += md5_hex(read_file(join_path(folder, entry.name)));
  }
  return md5_hex(digests);
}

/// The files that a make rule written by the compiler depends on.
std::vector<std::string> read_dependencies(std::string_view rule) {
  std::vector<std::string> files;
  std::string file;
  rule.remove_prefix(std::min(rule.find(": ") + 2, rule.size()));
  for (std::size_t i = 0; i <= rule.size(); ++i) {
    const char c = i < rule.size() ? rule[i] : ' ';
    if (c == '\\' && i + 1 < rule.size() && rule[i + 1] == '\n') {
      ++i;
    } else if ((c == '\\' || c == '$') && i + 1 < rule.size()) {
      file += rule[++i];
    } else if (is_space(c)) {
      if (!file.empty()) files.push_back(std::exchange(file, {}));
    } else {
      file += c;
    }
  }
  return files;
}

/// The number in the first "<path>:<number>:" of the compiler's text; 0 when there is none.
int first_line(std::string_view text, const std::string& path) {
  const std::string mark = path + ":";
  int line = 0;
  for (std::size_t found = text.find(mark); line == 0 && found != std::string_view::npos;
       found = text.find(mark, found + 1)) {
    for (std::size_t i = found + mark.size(); i < text.size() && is_digit(text[i]); ++i) {
      line = line * 10 + (text[i] - '0');
    }
  }
  return line;
}

/// Calls `job` with 0 to count - 1, on several threads; rethrows the failure of the lowest number.
void run_parallel(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& job) {
  std::vector<std::exception_ptr> failures(count);
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  const auto work = [&] {
    while (!failed) {
      const std::size_t i = next++;
      if (i >= count) return;
      try {
        job(i);
      } catch (...) {
        failures[i] = std::current_exception();
        failed = true;
      }
    }
  };
  std::vector<std::thread> workers;
  const std::size_t threads_wanted = std::min<std::size_t>(jobs, count);
  for (std::size_t i = 1; i < threads_wanted; ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

/// Deletes from the folders of all toolchains what has not been used for long. Others may do the
/// same at the same time.
void drop_unused(const std::string& cache) {
  std::error_code ignored;
  for (const auto& folder : std::filesystem::directory_iterator(cache, ignored)) {
    if (!folder.is_directory(ignored)) continue;
    bool dropped = false;
    bool needed = false;
    for (const auto& file : std::filesystem::directory_iterator(folder.path(), ignored)) {
      // The header's text lives as long as what was made from it.
      const bool text = file.path().filename() == "retort.h";
      const bool unused = is_unused(file.path().string());
      if (unused && !text) dropped = std::filesystem::remove(file.path(), ignored) || dropped;
      needed = needed || (!unused && !text);
    }
    if (dropped && !needed) std::filesystem::remove_all(folder.path(), ignored);
  }
}

class Compilation {
 public:
  explicit Compilation(const CompilerSettings& settings)
      : settings_(settings), base_arguments_(base_arguments()) {
    std::string toolchain = std::string(recipe) + "\n" + headers_digest(settings.retort_include);
    for (const std::string& word : settings.command) {
      toolchain += "\n" + word + "\n" + program_stamp(word, settings.search_path);
    }
    for (const std::string& argument : base_arguments_) toolchain += "\n" + argument;
    folder_ = join_path(settings.cache_directory, md5_hex(toolchain));
    header_ = join_path(folder_, "retort.h");
  }

  /// The shared object of a source in the cache; empty when it has to be compiled.
  std::string find(const std::string& source) const {
    const std::string key = source_key(source);
    const std::string list = join_path(folder_, key + ".files");
    if (!path_exists(list)) return {};
    std::string object = object_path(key, split(read_file(list), "\n"));
    if (!path_exists(object)) return {};
    note_use(list);
    note_use(object);
    return object;
  }

  /// Builds the precompiled header unless it is there.
  void prepare() const {
    drop_unused(settings_.cache_directory);
    make_directories(folder_);
    const std::string precompiled = header_ + ".gch";
    if (path_exists(precompiled)) return note_use(precompiled);
    write_file(header_, "#include <retort/migration.h>\n");
    const std::string draft = draft_path(".gch");
    std::vector<std::string> arguments = {"-x", "c++-header", header_, "-o", draft};
    run(header_, std::move(arguments));
    publish(draft, precompiled);
  }

  std::string compile(const std::string& source) const {
    const std::string key = source_key(source);
    const std::string draft = draft_path(".so");
    const std::string rule = draft + ".d";
    run(source, {"-include", header_, "-shared", "-MMD", "-MF", rule, "-o", draft, source});
    std::vector<std::string> files;
    for (std::string& file : read_dependencies(read_file(rule))) {
      const bool known = file == source || file.rfind(folder_, 0) == 0 ||
                         file.rfind(settings_.retort_include, 0) == 0;
      if (!known) files.push_back(std::move(file));
    }
    remove_file(rule);
    std::string object = object_path(key, files);
    publish(draft, object);
    write_file(join_path(folder_, key + ".files"), join(files, "\n"));
    return object;
  }

 private:
  std::vector<std::string> base_arguments() const {
    std::vector<std::string> arguments = {"-std=c++20", "-O0", "-fPIC", "-fvisibility=hidden"};
    arguments.insert(arguments.end(), settings_.flags.begin(), settings_.flags.end());
    arguments.push_back("-I" + settings_.retort_include);
    for (const std::string& directory : settings_.include_directories) {
      arguments.push_back("-I" + directory);
    }
    return arguments;
  }

  static std::string source_key(const std::string& source) {
    return md5_hex(source + "\n" + read_file(source));
  }

  std::string object_path(const std::string& key, const std::vector<std::string>& files) const {
    std::string contents;
    for (const std::string& file : files) {
      if (!file.empty()) contents += path_exists(file) ? md5_hex(read_file(file)) : "absent";
    }
    return join_path(folder_, key + "-" + md5_hex(contents) + ".so");
  }

  std::string draft_path(std::string_view extension) const {
    return join_path(folder_, fmt::format("draft-{}{}", random_hex(16), extension));
  }

  /// Others see the finished file or none.
  static void publish(const std::string& draft, const std::string& path) {
    std::error_code error;
    std::filesystem::rename(draft, path, error);
    if (error) throw Error(fmt::format("{} cannot be written: {}", path, error.message()));
  }

  void run(const std::string& source, std::vector<std::string> arguments) const {
    ProcessOptions process;
    process.argv = settings_.command;
    process.argv.insert(process.argv.end(), base_arguments_.begin(), base_arguments_.end());
    process.argv.insert(process.argv.end(), arguments.begin(), arguments.end());
    process.search_path = settings_.search_path;
    process.environment = settings_.environment;
    process.output = ProcessOptions::Output::capture;
    ProcessResult result;
    try {
      result = run_process(process);
    } catch (const Error& error) {
      throw Error(fmt::format("The C++ compiler {} cannot be run: {}", settings_.command.front(),
                              error.what()),
                  ErrorCode::config,
                  "Install a C++ compiler, or name one in cxx_compiler or the variable CXX");
    }
    if (result.status == 0) return;
    const std::string text = result.errors + result.output;
    const int line = first_line(text, source);
    const std::string place = line == 0 ? source : fmt::format("{}:{}", source, line);
    throw ScriptError(fmt::format("{} does not compile", place),
                      {.path = source, .line = line, .traceback = text});
  }

  const CompilerSettings& settings_;
  std::vector<std::string> base_arguments_;
  std::string folder_;
  std::string header_;
};

}  // namespace

std::vector<std::string> compile_sources(const CompilerSettings& settings,
                                         const std::vector<std::string>& sources,
                                         Reporter& reporter) {
  const Compilation compilation(settings);
  std::vector<std::string> objects(sources.size());
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    objects[i] = compilation.find(sources[i]);
    if (objects[i].empty()) missing.push_back(i);
  }
  if (missing.empty()) return objects;
  reporter.log(LogLevel::info, "alembic.native",
               fmt::format("Compiling {} C++ file{} with {}", missing.size(),
                           missing.size() == 1 ? "" : "s", join(settings.command, " ")));
  compilation.prepare();
  run_parallel(missing.size(), settings.jobs, [&](std::size_t i) {
    objects[missing[i]] = compilation.compile(sources[missing[i]]);
  });
  return objects;
}

}  // namespace retort
