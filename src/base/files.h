// SPDX-License-Identifier: MIT
// Files and folders: whole-file reading and writing, listings in a fixed order, paths as text.
// Every failure is an Error of one line that names the file and the reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// `path` below `directory`, unless it is absolute. Either may be empty.
std::string join_path(std::string_view directory, std::string_view path);
/// Absolute and without ".", doubled and trailing slashes; ".." and links stay, as in Python's
/// Path.absolute().
std::string absolute_path(std::string_view path, std::string_view working_directory);
/// Without ".", "..", doubled and trailing slashes, by text alone.
std::string normal_path(std::string_view path);
/// How to reach `path` from `directory`; both absolute. May begin with "..".
std::string relative_path(std::string_view path, std::string_view directory);
/// Links resolved; the path itself when it does not exist.
std::string real_path(const std::string& path);
bool is_absolute_path(std::string_view path);
/// Last part: "c.ini" of "/a/b/c.ini".
std::string_view file_name(std::string_view path);
/// All but the last part: "/a/b" of "/a/b/c.ini"; "." when there is no slash.
std::string parent_path(std::string_view path);

bool path_exists(const std::string& path);
bool is_directory(const std::string& path);
bool is_regular_file(const std::string& path);
bool is_executable_file(const std::string& path);

/// The whole file as it is.
std::string read_file(const std::string& path);
/// The beginning of a file in a buffer of the caller's; `whole` tells whether that was all of it.
struct FileBeginning {
  std::string_view text;
  bool whole = true;
};
/// Reads at most one byte less than the buffer's `size`.
FileBeginning read_beginning(const std::string& path, char* buffer, std::size_t size);
/// The whole file, which must be text: a NUL byte is refused ("is a binary file").
std::string read_text_file(const std::string& path);

/// Writes a new file beside `path` and renames it over it, so that nobody sees half a file.
/// Keeps the permissions of a file that is replaced.
void write_file(const std::string& path, std::string_view text);
/// The same for what is only the user's: nobody else may read it.
void write_private_file(const std::string& path, std::string_view text);
/// The whole of a regular file that belongs to the user; absent when there is none to be read.
std::optional<std::string> read_own_file(const std::string& path);
void append_to_file(const std::string& path, std::string_view text);
void remove_file(const std::string& path);
/// Makes the folder and those above it; no error when it exists.
void make_directories(const std::string& path);

/// One name in a folder.
struct DirectoryEntry {
  std::string name;
  bool directory = false;  ///< links are followed
  bool link = false;
  friend bool operator==(const DirectoryEntry&, const DirectoryEntry&) = default;
};
/// The entries sorted by name (by bytes, which is by code point); "." and ".." left out.
std::vector<DirectoryEntry> list_directory(const std::string& path);

/// By which a file is known to be as it was. Whatever changes it gives it a new `changed` as soon
/// as the file system's clock has moved on.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  ///< nanoseconds since 1970, as are the next
  std::int64_t changed = 0;   ///< by writing, renaming, or setting rights or times
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// A folder that is held open: its files are reached without walking down the path for each.
class Folder {
 public:
  explicit Folder(const std::string& path);
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  /// As the function of this name, of a file that lies in the folder itself. May be called from
  /// several threads.
  FileBeginning read_beginning(const std::string& path, char* buffer, std::size_t size) const;
  /// Of a regular file that lies in the folder itself; absent for anything else. Likewise.
  std::optional<FileStamp> stamp(const std::string& path) const;

 private:
  int number_;
};

/// The first executable file of this name in the folders of a PATH-like list; empty when there
/// is none. A name with a slash is answered as it is if it can be executed.
std::string find_executable(std::string_view name, std::string_view search_path);

/// An empty folder of its own that is removed, with what is in it, at the end.
class TemporaryDirectory {
 public:
  /// Below `parent`, which must exist.
  explicit TemporaryDirectory(const std::string& parent = "/tmp");
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace retort
