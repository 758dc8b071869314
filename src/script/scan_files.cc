// SPDX-License-Identifier: MIT
// What revision files say of themselves: taken from an index where the file is as it was, else
// read.
#include "retort/config.h"
#include "retort/error.h"
#include "retort/frontend.h"

#include "base/files.h"
#include "script/revision_files.h"
#include "script/scan_index.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

namespace retort {
namespace {

/// Headers are short: most files need one read. One byte more tells whether that was all.
constexpr std::size_t scan_size = 8192;

/// Calls `work(thread, i)` for each i from `first` to before `end`, on as many threads.
template <class Work>
void share_out(std::size_t threads, std::size_t first, std::size_t end, const Work& work) {
  constexpr std::size_t share = 16;
  std::atomic<std::size_t> next = first;
  const auto take_shares = [&](std::size_t thread) {
    for (std::size_t from = next.fetch_add(share); from < end; from = next.fetch_add(share))
      for (std::size_t i = from; i < std::min(from + share, end); ++i) work(thread, i);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) {
    try {
      others.emplace_back(take_shares, i);
    } catch (const std::system_error&) {
      break;  // no more threads: then without
    }
  }
  take_shares(0);
  for (std::thread& other : others) other.join();
}

/// One thread, unless there is enough to do to pay for more.
std::size_t threads_for(std::size_t count, std::size_t worth_a_thread) {
  constexpr std::size_t most_threads = 4;
  if (count < worth_a_thread) return 1;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_threads);
}

/// The folders that files are in, held open.
class OpenFolders {
 public:
  explicit OpenFolders(const FoundFiles& found) {
    for (const std::string& folder : found.folders)
      if (folders_.size() < most_folders) folders_.emplace_back(folder);
  }
  /// Null for a file that has to be reached by its path.
  const Folder* of(const FoundFile& file) const {
    const std::size_t number = file.folder.value_or(most_folders);
    return number < folders_.size() ? &folders_[number] : nullptr;
  }

 private:
  /// A process may not hold many files open; the folders after these are walked to each time.
  static constexpr std::size_t most_folders = 64;
  std::deque<Folder> folders_;
};

/// What is known of files from earlier runs, and will be for later ones.
class KeptScans {
 public:
  KeptScans(const FoundFiles& found, const OpenFolders& folders, const ScanKeeping& keeping)
      : found_(found),
        cache_(keeping.cache),
        newest_(std::chrono::nanoseconds(keeping.now.time_since_epoch()) - coarsest_clock) {
    if (cache_.empty() || found.files.size() < worth_keeping) return;
    files_.resize(found.files.size());
    choose(folders);
    share_out(threads_for(chosen_, worth_a_thread), 0, files_.size(),
              [&](std::size_t, std::size_t i) {
                if (files_[i].chosen) look_at(*folders.of(found_.files[i]), i);
              });
    recognise();
  }

  /// What a file says if it is as it was; null when it must be read.
  ScanEntry* find(std::size_t position) const {
    return files_.empty() ? nullptr : files_[position].entry;
  }

  /// What a file was read to say: the revision at a place, or none.
  void note(std::size_t position, std::optional<std::size_t> place, bool from_text) {
    if (files_.empty()) return;
    File& file = files_[position];
    file.place = place;
    if (file.entry != nullptr || !from_text || !file.stamp) return;
    if (std::max(file.stamp->modified, file.stamp->changed) >= newest_.count()) return;
    file.is_new = true;
    ++folders_[*found_.files[position].folder].new_files;
  }

  void save(const std::vector<Revision>& revisions) {
    for (std::size_t number = 0; number < folders_.size(); ++number) {
      if (folders_[number].new_files < worth_keeping) continue;
      ScanIndex index{.folder = found_.folders[number], .entries = {}};
      for (std::size_t i = 0; i < files_.size(); ++i) {
        if (found_.files[i].folder == number && (files_[i].is_new || files_[i].entry != nullptr))
          index.entries.push_back(entry_of(i, revisions));
      }
      save_scan_index(cache_, index);
    }
  }

 private:
  /// Fewer files are read before an index is.
  static constexpr std::size_t worth_keeping = 32;
  static constexpr std::size_t worth_a_thread = 2000;
  /// Some file systems count times in steps of this.
  static constexpr std::chrono::nanoseconds coarsest_clock = std::chrono::seconds(2);

  struct File {
    bool chosen = false;
    std::optional<FileStamp> stamp = {};
    ScanEntry* entry = nullptr;  ///< what it said, if it is as it was
    bool is_new = false;         ///< read now, and to be kept
    std::optional<std::size_t> place = {};
  };
  struct FolderScans {
    std::size_t files = 0;
    std::size_t new_files = 0;
    ScanIndex index = {};
  };

  bool can_be_kept(const OpenFolders& folders, const FoundFile& file) const {
    return folders.of(file) != nullptr && !file.frontend->scan_rules().empty() &&
           !file.frontend->is_compiled(file.path);
  }

  /// The files of folders with enough of them.
  void choose(const OpenFolders& folders) {
    folders_.resize(found_.folders.size());
    for (std::size_t i = 0; i < files_.size(); ++i) {
      files_[i].chosen = can_be_kept(folders, found_.files[i]);
      if (files_[i].chosen) ++folders_[*found_.files[i].folder].files;
    }
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!files_[i].chosen) continue;
      files_[i].chosen = folders_[*found_.files[i].folder].files >= worth_keeping;
      if (files_[i].chosen) ++chosen_;
    }
  }

  void look_at(const Folder& folder, std::size_t position) {
    files_[position].stamp = folder.stamp(found_.files[position].path);
  }

  /// Files and entries are both in the order of names.
  void recognise() {
    std::size_t current = folders_.size();
    std::vector<ScanEntry>::iterator entry;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!files_[i].chosen) continue;
      const FoundFile& file = found_.files[i];
      ScanIndex& index = folders_[*file.folder].index;
      if (*file.folder != current) {
        current = *file.folder;
        index = load_scan_index(cache_, found_.folders[current]);
        entry = index.entries.begin();
      }
      const std::string_view name = file_name(file.path);
      while (entry != index.entries.end() && entry->name < name) ++entry;
      if (entry != index.entries.end() && entry->name == name && entry->stamp == files_[i].stamp &&
          entry->rules == file.frontend->scan_rules()) {
        files_[i].entry = &*entry;
      }
    }
  }

  ScanEntry entry_of(std::size_t position, const std::vector<Revision>& revisions) const {
    const FoundFile& found = found_.files[position];
    const File& file = files_[position];
    ScanEntry entry{.name = std::string(file_name(found.path)),
                    .stamp = *file.stamp,
                    .rules = std::string(found.frontend->scan_rules()),
                    .revision = {}};
    if (file.place) entry.revision = revisions[*file.place];
    return entry;
  }

  const FoundFiles& found_;
  std::string cache_;
  std::chrono::nanoseconds newest_;  ///< since 1970; what changed later is not kept
  std::vector<File> files_;          ///< empty: nothing is kept
  std::vector<FolderScans> folders_;
  std::size_t chosen_ = 0;
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
  /// `positions`: of the files that will be asked for.
  BeginningReader(const FoundFiles& found, const OpenFolders& folders,
                  std::vector<std::size_t> positions)
      : found_(found),
        folders_(folders),
        positions_(std::move(positions)),
        beginnings_(std::min(round_size, positions_.size())) {
    const std::size_t threads = threads_for(positions_.size(), worth_a_thread);
    for (std::size_t i = 0; i < threads; ++i) {
      // Not filled: only what is read into takes memory.
      blocks_.emplace_back(new char[beginnings_.size() * (scan_size + 1)]);
    }
  }

  /// The beginning of the next file. What was handed out before is lost with the next round.
  const Beginning& next() {
    if (asked_for_ % round_size == 0) read_round(asked_for_);
    return beginnings_[asked_for_++ % round_size];
  }

 private:
  static constexpr std::size_t round_size = 512;
  static constexpr std::size_t worth_a_thread = 200;

  void read_round(std::size_t first) {
    std::vector<char*> buffers;
    for (const std::unique_ptr<char[]>& block : blocks_) buffers.push_back(block.get());
    share_out(
        buffers.size(), first, std::min(first + round_size, positions_.size()),
        [&](std::size_t thread, std::size_t i) { buffers[thread] += read(i, buffers[thread]); });
  }

  /// How much of the buffer it took.
  std::size_t read(std::size_t number, char* buffer) {
    const FoundFile& file = found_.files[positions_[number]];
    Beginning& beginning = beginnings_[number % round_size];
    beginning = {};
    if (file.frontend->is_compiled(file.path)) return 0;
    try {
      const Folder* folder = folders_.of(file);
      beginning.known = folder != nullptr ? folder->read_beginning(file.path, buffer, scan_size + 1)
                                          : read_beginning(file.path, buffer, scan_size + 1);
    } catch (...) {
      beginning.failure = std::current_exception();
    }
    return beginning.known.text.size();
  }

  const FoundFiles& found_;
  const OpenFolders& folders_;
  std::vector<std::size_t> positions_;
  std::vector<Beginning> beginnings_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t asked_for_ = 0;
};

std::vector<std::size_t> files_to_read(const FoundFiles& found, const KeptScans& kept) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < found.files.size(); ++i)
    if (kept.find(i) == nullptr) positions.push_back(i);
  return positions;
}

void refuse_binary(std::string_view text, const std::string& path) {
  if (text.find('\0') != std::string_view::npos)
    throw ScriptError("cannot read '" + path + "': it is a binary file, not text", {.path = path});
}

ScanResult scan(Frontend& frontend, const std::string& path, const FileBeginning& beginning,
                const Config& config) {
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
  result.revision.path = path;
  return result;
}

}  // namespace

std::vector<Revision> scan_files(const FoundFiles& found, const Config& config,
                                 const ScanKeeping& keeping) {
  const OpenFolders folders(found);
  KeptScans kept(found, folders, keeping);
  BeginningReader reader(found, folders, files_to_read(found, kept));
  std::vector<Revision> revisions;
  revisions.reserve(found.files.size());
  for (std::size_t i = 0; i < found.files.size(); ++i) {
    const FoundFile& file = found.files[i];
    std::optional<Revision> revision;
    bool from_text = false;
    if (ScanEntry* entry = kept.find(i)) {
      revision = std::move(entry->revision);
      if (revision) revision->path = file.path;
    } else {
      const Beginning& beginning = reader.next();
      if (beginning.failure) std::rethrow_exception(beginning.failure);
      ScanResult result = scan(*file.frontend, file.path, beginning.known, config);
      from_text = result.from_text;
      if (result.status == ScanStatus::revision) revision = std::move(result.revision);
    }
    std::optional<std::size_t> place;
    if (revision) {
      place = revisions.size();
      revisions.push_back(std::move(*revision));
    }
    kept.note(i, place, from_text);
  }
  kept.save(revisions);
  return revisions;
}

std::optional<Revision> scan_file(Frontend& frontend, const std::string& path,
                                  const Config& config) {
  std::vector<char> buffer(scan_size + 1);
  FileBeginning beginning;
  if (!frontend.is_compiled(path)) beginning = read_beginning(path, buffer.data(), buffer.size());
  ScanResult result = scan(frontend, path, beginning, config);
  if (result.status != ScanStatus::revision) return std::nullopt;
  return std::move(result.revision);
}

}  // namespace retort
