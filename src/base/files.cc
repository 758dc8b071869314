// SPDX-License-Identifier: MIT
#include "base/files.h"

#include "retort/error.h"

#include "base/random.h"
#include "base/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace retort {
namespace {

[[noreturn]] void fail(std::string_view what, const std::string& path, int number) {
  throw Error("cannot " + std::string(what) + " '" + path +
              "': " + std::generic_category().message(number));
}

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags, mode_t mode = 0)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  /// For reading, by a path that starts from an open folder.
  Descriptor(int folder, const char* path)
      : number_(::openat(folder, path, O_RDONLY | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool valid() const { return number_ >= 0; }
  /// Closes now, so that an error of a delayed write is seen.
  int close() {
    const int result = ::close(number_);
    number_ = -1;
    return result;
  }

 private:
  int number_;
};

/// Fills `data` up to `size` or to the file's end, and says how much that was.
std::size_t read_some(const Descriptor& file, const std::string& path, char* data,
                      std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::read(file.number(), data + done, size - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("read", path, errno);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

std::string read_all(const Descriptor& file, const std::string& path, const struct stat& known) {
  std::string text;
  std::size_t chunk = static_cast<std::size_t>(known.st_size) + 1;
  for (;;) {  // the size is a guess: pipes and /proc have none, and a file may grow
    const std::size_t before = text.size();
    text.resize(before + chunk);
    text.resize(before + read_some(file, path, text.data() + before, chunk));
    if (text.size() - before < chunk) return text;
    chunk = std::max<std::size_t>(chunk, 65536);
  }
}

FileBeginning beginning_of(const Descriptor& file, const std::string& path, char* buffer,
                           std::size_t size) {
  if (!file.valid()) fail("read", path, errno);
  ssize_t count = 0;
  // Once: a file gives all that it has and that was asked for.
  do {
    count = ::read(file.number(), buffer, size);
  } while (count < 0 && errno == EINTR);
  if (count < 0) fail("read", path, errno);
  const auto done = static_cast<std::size_t>(count);
  // One byte more than is handed out tells whether that was all.
  return {std::string_view(buffer, std::min(done, size - 1)), done < size};
}

void write_all(const Descriptor& file, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file.number(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("write", path, errno);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

mode_t mode_for_replacing(const std::string& path) {
  struct stat known = {};
  if (::stat(path.c_str(), &known) == 0) return known.st_mode & 07777U;
  return 0;
}

/// A file under a name of its own that is to replace another.
struct Replacement {
  const std::string& draft;
  const std::string& target;
  mode_t mode = 0;  ///< 0: that of the draft
};

void finish_draft(Descriptor& file, const Replacement& names, const std::string& path,
                  std::string_view text) {
  try {
    write_all(file, path, text);
    if (names.mode != 0 && ::fchmod(file.number(), names.mode) != 0) fail("write", path, errno);
    if (file.close() != 0) fail("write", path, errno);
    if (::rename(names.draft.c_str(), names.target.c_str()) != 0) fail("write", path, errno);
  } catch (...) {
    ::unlink(names.draft.c_str());
    throw;
  }
}

}  // namespace

bool is_absolute_path(std::string_view path) { return !path.empty() && path.front() == '/'; }

std::string join_path(std::string_view directory, std::string_view path) {
  if (directory.empty() || is_absolute_path(path)) return std::string(path);
  if (path.empty()) return std::string(directory);
  std::string out(directory);
  if (out.back() != '/') out += '/';
  return out += path;
}

std::string absolute_path(std::string_view path, std::string_view working_directory) {
  const std::string full =
      join_path(working_directory.empty() ? std::string_view("/") : working_directory, path);
  std::string out;
  for (const std::string& part : split(full, "/"))
    if (!part.empty() && part != ".") out += '/' + part;
  return out.empty() ? "/" : out;
}

std::string normal_path(std::string_view path) {
  std::vector<std::string> parts;
  const bool absolute = is_absolute_path(path);
  for (std::string& part : split(path, "/")) {
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (part != ".." || !absolute) {
      parts.push_back(std::move(part));
    }
  }
  std::string out = (absolute ? "/" : "") + join(parts, "/");
  return out.empty() ? "." : out;
}

std::string relative_path(std::string_view path, std::string_view directory) {
  const auto parts_of = [](std::string_view text) {
    std::vector<std::string> parts;
    for (std::string& part : split(normal_path(text), "/"))
      if (!part.empty()) parts.push_back(std::move(part));
    return parts;
  };
  const std::vector<std::string> to = parts_of(path);
  const std::vector<std::string> from = parts_of(directory);
  const auto fork = std::mismatch(to.begin(), to.end(), from.begin(), from.end());
  std::vector<std::string> parts(static_cast<std::size_t>(from.end() - fork.second), "..");
  parts.insert(parts.end(), fork.first, to.end());
  return parts.empty() ? "." : join(parts, "/");
}

std::string real_path(const std::string& path) {
  char resolved[PATH_MAX];
  return ::realpath(path.c_str(), resolved) != nullptr ? std::string(resolved) : path;
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

bool path_exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

bool is_directory(const std::string& path) {
  struct stat known = {};
  return ::stat(path.c_str(), &known) == 0 && S_ISDIR(known.st_mode);
}

bool is_regular_file(const std::string& path) {
  struct stat known = {};
  return ::stat(path.c_str(), &known) == 0 && S_ISREG(known.st_mode);
}

bool is_executable_file(const std::string& path) {
  return is_regular_file(path) && ::access(path.c_str(), X_OK) == 0;
}

FileBeginning read_beginning(const std::string& path, char* buffer, std::size_t size) {
  return beginning_of(Descriptor(AT_FDCWD, path.c_str()), path, buffer, size);
}

Folder::Folder(const std::string& path)
    : number_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (number_ < 0) fail("read directory", path, errno);
}

Folder::~Folder() { ::close(number_); }

FileBeginning Folder::read_beginning(const std::string& path, char* buffer,
                                     std::size_t size) const {
  const std::size_t name = path.rfind('/') + 1;
  return beginning_of(Descriptor(number_, path.c_str() + name), path, buffer, size);
}

std::optional<FileStamp> Folder::stamp(const std::string& path) const {
  const std::size_t name = path.rfind('/') + 1;
  struct stat known = {};
  if (::fstatat(number_, path.c_str() + name, &known, AT_SYMLINK_NOFOLLOW) != 0) return {};
  if (!S_ISREG(known.st_mode)) return {};
  return FileStamp{.device = known.st_dev,
                   .inode = known.st_ino,
                   .size = static_cast<std::uint64_t>(known.st_size),
                   .modified = nanoseconds(known.st_mtim),
                   .changed = nanoseconds(known.st_ctim)};
}

std::string read_file(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  if (!file.valid()) fail("read", path, errno);
  struct stat known = {};
  if (::fstat(file.number(), &known) != 0) fail("read", path, errno);
  if (S_ISDIR(known.st_mode)) fail("read", path, EISDIR);
  return read_all(file, path, known);
}

std::optional<std::string> read_own_file(const std::string& path) {
  // Without waiting for a writer, should it be a pipe.
  const Descriptor file(path, O_RDONLY | O_NONBLOCK);
  struct stat known = {};
  if (!file.valid() || ::fstat(file.number(), &known) != 0) return std::nullopt;
  if (!S_ISREG(known.st_mode) || known.st_uid != ::geteuid()) return std::nullopt;
  try {
    return read_all(file, path, known);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string read_text_file(const std::string& path) {
  std::string text = read_file(path);
  if (text.find('\0') != std::string::npos)
    throw Error("cannot read '" + path + "': it is a binary file, not text");
  return text;
}

void write_file(const std::string& path, std::string_view text) {
  const mode_t replaced = mode_for_replacing(path);
  if (replaced != 0 && ::access(path.c_str(), W_OK) != 0) fail("write", path, errno);
  // A link stays a link: the file that it leads to is replaced.
  const std::string target = real_path(path);
  const std::string draft = target + ".retort-" + std::to_string(::getpid());
  Descriptor file(draft, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (!file.valid()) fail("write", path, errno);
  finish_draft(file, {.draft = draft, .target = target, .mode = replaced}, path, text);
}

void write_private_file(const std::string& path, std::string_view text) {
  const std::string draft = path + "." + random_hex(16);
  Descriptor file(draft, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (!file.valid()) fail("write", path, errno);
  finish_draft(file, {.draft = draft, .target = path}, path, text);
}

void append_to_file(const std::string& path, std::string_view text) {
  Descriptor file(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (!file.valid()) fail("write", path, errno);
  write_all(file, path, text);
  if (file.close() != 0) fail("write", path, errno);
}

void remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0) fail("remove", path, errno);
}

void make_directories(const std::string& path) {
  std::error_code failure;
  std::filesystem::create_directories(path, failure);
  if (failure) fail("create directory", path, failure.value());
  if (!is_directory(path)) fail("create directory", path, ENOTDIR);
}

std::vector<DirectoryEntry> list_directory(const std::string& path) {
  DIR* directory = ::opendir(path.c_str());
  if (directory == nullptr) fail("read directory", path, errno);
  std::vector<DirectoryEntry> entries;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    DirectoryEntry known{std::string(name), entry->d_type == DT_DIR, entry->d_type == DT_LNK};
    if (entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN)
      known.directory = is_directory(join_path(path, name));
    entries.push_back(std::move(known));
  }
  ::closedir(directory);
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return entries;
}

std::string find_executable(std::string_view name, std::string_view search_path) {
  if (name.empty()) return {};
  if (name.find('/') != std::string_view::npos) {
    std::string path(name);
    return is_executable_file(path) ? path : std::string();
  }
  for (const std::string& directory : split(search_path, ":")) {
    std::string path = join_path(directory.empty() ? "." : directory, name);
    if (is_executable_file(path)) return path;
  }
  return {};
}

TemporaryDirectory::TemporaryDirectory(const std::string& parent)
    : path_(join_path(parent, "retort-XXXXXX")) {
  if (::mkdtemp(path_.data()) == nullptr) fail("create a folder in", parent, errno);
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace retort
