// SPDX-License-Identifier: MIT
#include "script/revision_files.h"

#include "retort/config.h"
#include "retort/error.h"
#include "retort/frontend.h"
#include "retort/reporter.h"

#include "base/files.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <memory>
#include <system_error>
#include <thread>
#include <unordered_set>

namespace retort {
namespace {

/// Headers are short: most files need one read. One byte more tells whether that was all.
constexpr std::size_t scan_size = 8192;

class FileWalk {
 public:
  FileWalk(const ScriptDirectory& directory, Reporter& reporter)
      : directory_(directory), reporter_(reporter) {}

  FoundFiles run() {
    const std::vector<std::string> locations = directory_.version_locations();
    may_repeat_ = locations.size() > 1;
    for (const std::string& location : locations)
      if (is_directory(location)) visit(real_path(location));
    if (may_repeat_) leave_out_repeated();
    return std::move(found_);
  }

 private:
  void visit(const std::string& folder) {
    const std::vector<DirectoryEntry> entries = list_directory(folder);
    found_.folders.push_back(folder);
    for (const DirectoryEntry& entry : entries)
      if (!entry.directory) take(folder, entry);
    if (directory_.options().sourceless) visit_cache(folder, entries);
    if (!directory_.options().recursive_version_locations) return;
    for (const DirectoryEntry& entry : entries)
      if (entry.directory && !entry.link && !entry.name.ends_with("__pycache__"))
        visit(join_path(folder, entry.name));
  }

  void take(const std::string& folder, const DirectoryEntry& entry) {
    Frontend* frontend = directory_.find_frontend(entry.name);
    if (frontend == nullptr) return;
    std::string path = join_path(folder, entry.name);
    if (frontend->is_compiled(entry.name) && (!directory_.options().sourceless || has_better(path)))
      return;
    if (!entry.link) {  // the folder is real already
      found_.files.push_back({frontend, std::move(path), found_.folders.size() - 1});
      return;
    }
    may_repeat_ = true;
    found_.files.push_back({frontend, real_path(path), std::nullopt});
  }

  /// A source is better than x.pyc, and that is better than x.pyo.
  static bool has_better(const std::string& path) {
    const std::string source = path.substr(0, path.size() - 1);
    return path_exists(source) || (path.back() == 'o' && path_exists(source + "c"));
  }

  /// Without sources, what Python keeps of them is read where they were.
  void visit_cache(const std::string& folder, const std::vector<DirectoryEntry>& entries) {
    const std::string cache = join_path(folder, "__pycache__");
    if (!is_directory(cache)) return;
    std::unordered_set<std::string> names;
    for (const DirectoryEntry& entry : entries)
      if (!entry.directory) names.insert(entry.name.substr(0, entry.name.find('.')));
    const std::vector<DirectoryEntry> cached = list_directory(cache);
    found_.folders.push_back(cache);
    for (const DirectoryEntry& entry : cached)
      if (!entry.directory && !names.contains(entry.name.substr(0, entry.name.find('.'))))
        take(cache, entry);
  }

  void leave_out_repeated() {
    std::unordered_set<std::string> seen;
    const auto is_repeated = [&](const FoundFile& file) {
      if (seen.insert(file.path).second) return false;
      reporter_.warn("File " + file.path +
                     " loaded twice! ignoring. Please ensure version_locations is unique.");
      return true;
    };
    std::vector<FoundFile> files;
    for (FoundFile& file : found_.files)
      if (!is_repeated(file)) files.push_back(std::move(file));
    found_.files = std::move(files);
  }

  const ScriptDirectory& directory_;
  Reporter& reporter_;
  FoundFiles found_;
  bool may_repeat_ = false;
};

/// What a file begins with, or why it could not be read.
struct Beginning {
  FileBeginning known = {};
  std::exception_ptr failure = {};
};

/// Reads what many files begin with. The time of that is the system's, so that a second thread
/// halves it where there are enough files to pay for a thread.
class BeginningReader {
 public:
  explicit BeginningReader(const FoundFiles& found) : found_(found), beginnings_(round_size) {
    for (const std::string& folder : found.folders)
      if (folders_.size() < most_folders) folders_.emplace_back(folder);
    const std::size_t threads =
        found.files.size() < worth_a_thread
            ? 1
            : std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_threads);
    for (std::size_t i = 0; i < threads; ++i) {
      // Not filled: only what is read into takes memory.
      blocks_.emplace_back(new char[std::min(round_size, found.files.size()) * (scan_size + 1)]);
    }
  }

  /// The beginning of one of the files; they must be asked for in order. What was handed out before
  /// is lost with the next round.
  const Beginning& at(std::size_t position) {
    if (position % round_size == 0) read_round(position);
    return beginnings_[position % round_size];
  }

 private:
  static constexpr std::size_t round_size = 512;
  static constexpr std::size_t worth_a_thread = 200;
  static constexpr std::size_t most_threads = 4;
  static constexpr std::size_t share = 16;
  /// A process may not hold many files open; the folders after these are walked to each time.
  static constexpr std::size_t most_folders = 64;

  void read_round(std::size_t first) {
    const std::size_t end = std::min(first + round_size, found_.files.size());
    std::atomic<std::size_t> next = first;
    const auto work = [&](char* buffer) {
      for (std::size_t from = next.fetch_add(share); from < end; from = next.fetch_add(share))
        for (std::size_t i = from; i < std::min(from + share, end); ++i) buffer += read(i, buffer);
    };
    std::vector<std::thread> helpers;
    for (std::size_t i = 1; i < blocks_.size(); ++i) {
      try {
        helpers.emplace_back(work, blocks_[i].get());
      } catch (const std::system_error&) {
        break;  // no more threads: then without
      }
    }
    work(blocks_.front().get());
    for (std::thread& helper : helpers) helper.join();
  }

  /// How much of the buffer it took.
  std::size_t read(std::size_t position, char* buffer) {
    const FoundFile& file = found_.files[position];
    Beginning& beginning = beginnings_[position % round_size];
    beginning = {};
    if (file.frontend->is_compiled(file.path)) return 0;
    try {
      beginning.known =
          file.folder.value_or(most_folders) < folders_.size()
              ? folders_[*file.folder].read_beginning(file.path, buffer, scan_size + 1)
              : read_beginning(file.path, buffer, scan_size + 1);
    } catch (...) {
      beginning.failure = std::current_exception();
    }
    return beginning.known.text.size();
  }

  const FoundFiles& found_;
  std::deque<Folder> folders_;
  std::vector<Beginning> beginnings_;
  std::vector<std::unique_ptr<char[]>> blocks_;
};

void refuse_binary(std::string_view text, const std::string& path) {
  if (text.find('\0') != std::string_view::npos)
    throw ScriptError("cannot read '" + path + "': it is a binary file, not text", {.path = path});
}

std::optional<Revision> scan(Frontend& frontend, const std::string& path,
                             const FileBeginning& beginning, const Config& config) {
  ScanResult result;
  if (frontend.is_compiled(path)) {
    result = frontend.scan({path, {}, true, &config});
  } else {
    refuse_binary(beginning.text, path);
    result = frontend.scan({path, beginning.text, beginning.whole, &config});
  }
  if (result.status == ScanStatus::incomplete) {
    const std::string text = read_text_file(path);
    result = frontend.scan({path, text, true, &config});
  }
  if (result.status != ScanStatus::revision) return std::nullopt;
  result.revision.path = path;
  return std::move(result.revision);
}

}  // namespace

FoundFiles find_revision_files(const ScriptDirectory& directory, Reporter& reporter) {
  return FileWalk(directory, reporter).run();
}

std::vector<Revision> scan_files(const FoundFiles& found, const Config& config) {
  std::vector<Revision> revisions;
  revisions.reserve(found.files.size());
  BeginningReader reader(found);
  for (std::size_t i = 0; i < found.files.size(); ++i) {
    const FoundFile& file = found.files[i];
    const Beginning& beginning = reader.at(i);
    if (beginning.failure) std::rethrow_exception(beginning.failure);
    if (std::optional<Revision> revision = scan(*file.frontend, file.path, beginning.known, config))
      revisions.push_back(std::move(*revision));
  }
  return revisions;
}

std::optional<Revision> scan_file(Frontend& frontend, const std::string& path,
                                  const Config& config) {
  std::vector<char> buffer(scan_size + 1);
  FileBeginning beginning;
  if (!frontend.is_compiled(path)) beginning = read_beginning(path, buffer.data(), buffer.size());
  return scan(frontend, path, beginning, config);
}

}  // namespace retort
