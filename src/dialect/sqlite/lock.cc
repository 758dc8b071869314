// SPDX-License-Identifier: MIT
// What keeps runs on one SQLite file apart: a lock file beside it, APP.db-retort-lock, that is
// locked as a whole (flock) as long as a run goes on, says who runs, and is removed at the end. The
// operating system frees it when its process dies. SQLite's own locks last a transaction, and a run
// has many.
#include "retort/error.h"
#include "retort/url.h"

#include "db/lock_holder.h"
#include "dialect/sqlite/dialect.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace retort::sqlite {
namespace {

constexpr int busy = 5;    // SQLITE_BUSY
constexpr int locked = 6;  // SQLITE_LOCKED

/// A file that is open, or not.
class OpenFile {
 public:
  explicit OpenFile(int number = -1) : number_(number) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

/// The database's file as SQLite has opened it; empty when it is in memory.
std::string database_file(Connection& connection) {
  for (const Row& row : connection.run({.sql = "PRAGMA database_list"})) {
    const auto* name = std::get_if<std::string>(&row[1].base());
    const auto* file = std::get_if<std::string>(&row[2].base());
    if (name != nullptr && *name == "main" && file != nullptr) return *file;
  }
  return {};
}

bool is_read_only(const std::string& url) {
  return url.find("mode=ro") != std::string::npos || url.find("immutable=1") != std::string::npos;
}

std::string lock_file(Connection& connection) {
  const std::string file = database_file(connection);
  if (file.empty() || is_read_only(connection.display_url())) return {};
  return file + "-retort-lock";
}

[[noreturn]] void fail(const std::string& path, const char* what) {
  throw DatabaseError(
      "Cannot " + std::string(what) + " the lock file " + path + ": " + std::strerror(errno),
      {.sqlstate = {}, .native_code = 0, .statement = {}, .connection = true},
      "Runs on one SQLite file wait for each other by this file; --no-lock runs "
      "without.");
}

bool same_file(int number, const std::string& path) {
  struct stat open {};
  struct stat named {};
  return ::fstat(number, &open) == 0 && ::stat(path.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

std::optional<LockHolder> read_lock_file(const std::string& path) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file) return {};
  if (::flock(file.number(), LOCK_SH | LOCK_NB) == 0) return {};  // left behind by the dead
  std::array<char, 4096> buffer{};
  const ssize_t size = ::pread(file.number(), buffer.data(), buffer.size(), 0);
  if (size <= 0) return LockHolder();
  const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  return read_holder(text).value_or(LockHolder());
}

class FileLock final : public RunLock {
 public:
  FileLock(std::string path, mode_t mode) : path_(std::move(path)), mode_(mode) {}
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() override { free(); }

  bool try_acquire(const LockHolder& holder) override {
    // Whoever had the lock may have removed the file after it was opened here: then it is nobody's
    // lock any more, and what has that name now counts.
    while (true) {
      OpenFile file = open_file();
      if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK || errno == EINTR) return false;
        fail(path_, "lock");
      }
      if (!same_file(file.number(), path_)) continue;
      const std::string text = write_holder(holder) + "\n";
      if (::ftruncate(file.number(), 0) != 0 ||
          ::pwrite(file.number(), text.data(), text.size(), 0) < 0) {
        fail(path_, "write");
      }
      file_ = std::move(file);
      return true;
    }
  }
  std::optional<LockHolder> holder() override { return read_lock_file(path_); }
  bool is_held() override { return file_ && same_file(file_.number(), path_); }
  void release() override { free(); }

 private:
  OpenFile open_file() const {
    OpenFile file(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode_));
    if (!file) fail(path_, "open");
    return file;
  }

  /// First the name, then the lock: nobody can lock a file of this name that is about to go.
  void free() {
    if (!file_) return;
    if (same_file(file_.number(), path_)) ::unlink(path_.c_str());
    file_ = OpenFile();
  }

  std::string path_;
  mode_t mode_;
  OpenFile file_;
};

}  // namespace

std::unique_ptr<RunLock> SqliteDialect::run_lock(const LockRequest& request) const {
  const std::string path = lock_file(*request.connection);
  if (path.empty()) return nullptr;
  // As the files that SQLite itself puts there: whoever may write the database may take the lock.
  struct stat database {};
  const std::string file = path.substr(0, path.rfind("-retort-lock"));
  const bool found = ::stat(file.c_str(), &database) == 0;
  return std::make_unique<FileLock>(path, found ? database.st_mode & 0666U : mode_t{0644});
}

std::optional<LockHolder> SqliteDialect::lock_holder(const LockRequest& request) const {
  const std::string path = lock_file(*request.connection);
  if (path.empty()) return {};
  return read_lock_file(path);
}

bool SqliteDialect::is_lock_failure(const DatabaseError& error) const {
  const int code = error.details().native_code & 0xff;
  return code == busy || code == locked;
}

}  // namespace retort::sqlite
