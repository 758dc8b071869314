// SPDX-License-Identifier: MIT
#include "script/revision_files.h"

#include "retort/config.h"
#include "retort/frontend.h"
#include "retort/reporter.h"

#include "base/files.h"

#include <unordered_set>
#include <utility>

namespace retort {
namespace {

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

}  // namespace

FoundFiles find_revision_files(const ScriptDirectory& directory, Reporter& reporter) {
  return FileWalk(directory, reporter).run();
}

}  // namespace retort
