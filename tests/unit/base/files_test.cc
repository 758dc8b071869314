// SPDX-License-Identifier: MIT
#include "base/files.h"

#include "retort/error.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>

namespace retort {
namespace {

std::string failure(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Files, PathsAreText) {
  EXPECT_EQ(join_path("a", "b"), "a/b");
  EXPECT_EQ(join_path("a/", "/b"), "/b");
  EXPECT_EQ(absolute_path("./x//../y/", "/p"), "/p/x/../y");
  EXPECT_EQ(normal_path("/a/./b/../c//"), "/a/c");
  EXPECT_EQ(normal_path("../a/.."), "..");
  EXPECT_EQ(relative_path("/p/a/b", "/p"), "a/b");
  EXPECT_EQ(relative_path("/p/a", "/p/x/y"), "../../a");
  EXPECT_EQ(relative_path("/p", "/p"), ".");
  EXPECT_EQ(file_name("/a/b.c"), "b.c");
  EXPECT_EQ(parent_path("/a"), "/");
  EXPECT_EQ(parent_path("a"), ".");
}

TEST(Files, WritesWholeFilesAndKeepsPermissions) {
  const TemporaryDirectory folder;
  const std::string path = folder.path() + "/x";
  write_file(path, "one");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  write_file(path, "two");
  append_to_file(path, "!");
  EXPECT_EQ(read_file(path), "two!");
  struct stat known = {};
  ASSERT_EQ(::stat(path.c_str(), &known), 0);
  EXPECT_EQ(known.st_mode & 0777U, 0640U);
  EXPECT_EQ(list_directory(folder.path()), (std::vector<DirectoryEntry>{{"x", false, false}}));
}

TEST(Files, ReadsABeginning) {
  const TemporaryDirectory folder;
  const std::string path = folder.path() + "/x";
  write_file(path, "12345");
  char buffer[6];
  const Folder held(folder.path());
  const auto cut = [&] { return read_beginning(path, buffer, 5); };
  EXPECT_EQ(cut().text, "1234");
  EXPECT_FALSE(cut().whole);
  EXPECT_EQ(held.read_beginning(path, buffer, 5).text, "1234");
  EXPECT_EQ(read_beginning(path, buffer, 6).text, "12345");
  EXPECT_TRUE(read_beginning(path, buffer, 6).whole);
  EXPECT_EQ(failure([&] { held.read_beginning(folder.path() + "/y", buffer, 6); }),
            "cannot read '" + folder.path() + "/y': No such file or directory");
}

TEST(Files, ListsInOrderAndSeesThroughLinks) {
  const TemporaryDirectory folder;
  make_directories(folder.path() + "/b/deep");
  write_file(folder.path() + "/a", "");
  ASSERT_EQ(::symlink("b", (folder.path() + "/c").c_str()), 0);
  EXPECT_EQ(
      list_directory(folder.path()),
      (std::vector<DirectoryEntry>{{"a", false, false}, {"b", true, false}, {"c", true, true}}));
}

TEST(Files, EachFailureIsOneClearLine) {
  const TemporaryDirectory folder;
  const std::string path = folder.path() + "/none";
  EXPECT_EQ(failure([&] { read_file(path); }),
            "cannot read '" + path + "': No such file or directory");
  EXPECT_EQ(failure([&] { read_file(folder.path()); }),
            "cannot read '" + folder.path() + "': Is a directory");
  EXPECT_EQ(failure([&] { list_directory(path); }),
            "cannot read directory '" + path + "': No such file or directory");
  EXPECT_EQ(failure([&] { write_file(path + "/x", ""); }),
            "cannot write '" + path + "/x': No such file or directory");
  write_file(path, std::string("a\0b", 3));
  EXPECT_EQ(failure([&] { read_text_file(path); }),
            "cannot read '" + path + "': it is a binary file, not text");
  EXPECT_EQ(failure([&] { make_directories(path + "/x"); }),
            "cannot create directory '" + path + "/x': Not a directory");
}

TEST(Files, FindsExecutablesAlongAPath) {
  EXPECT_EQ(find_executable("sh", "/nonexistent:/bin"), "/bin/sh");
  EXPECT_EQ(find_executable("sh", "/nonexistent"), "");
  EXPECT_EQ(find_executable("/bin/sh", ""), "/bin/sh");
}

TEST(Files, ATemporaryFolderGoesAway) {
  std::string path;
  {
    const TemporaryDirectory folder;
    path = folder.path();
    write_file(path + "/x", "");
  }
  EXPECT_FALSE(path_exists(path));
}

}  // namespace
}  // namespace retort
