// SPDX-License-Identifier: MIT
#include "script/scan_index.h"

#include "base/text.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

namespace retort {
namespace {

ScanIndex an_index() {
  const FileStamp stamp{.device = 1, .inode = 2, .size = 3, .modified = 4, .changed = 5};
  Revision revision;
  revision.revision = "b2";
  revision.down_revision = {"a1", "a2"};
  revision.branch_labels = {"left"};
  revision.depends_on = {"", "x"};
  revision.longdoc = "two\n\nlines";
  return {.folder = "/p/versions",
          .entries = {{.name = "1.py", .stamp = stamp, .rules = "python 1", .revision = revision},
                      {.name = "2.sql", .stamp = {}, .rules = "sql 1", .revision = {}}}};
}

TEST(ScanIndex, IsReadAsItWasWritten) {
  const ScanIndex empty{.folder = "/p", .entries = {}};
  EXPECT_EQ(decode_scan_index(encode_scan_index(an_index())), an_index());
  EXPECT_EQ(decode_scan_index(encode_scan_index(empty)), empty);
}

TEST(ScanIndex, IsNoneWhenItIsCutOffOrLonger) {
  const std::string bytes = encode_scan_index(an_index());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(decode_scan_index(std::string_view(bytes).substr(0, size)), std::nullopt) << size;
  }
  EXPECT_EQ(decode_scan_index(bytes + '\0'), std::nullopt);
}

TEST(ScanIndex, IsNoneWhenAnyBitOfItIsWrong) {
  const std::string bytes = encode_scan_index(an_index());
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] =
        static_cast<char>(static_cast<unsigned char>(damaged[bit / 8]) ^ (1U << (bit % 8)));
    EXPECT_EQ(decode_scan_index(damaged), std::nullopt) << bit;
  }
}

/// What stands behind the mark and the checksum.
std::string contents(const ScanIndex& index) { return encode_scan_index(index).substr(16); }

TEST(ScanIndex, IsNoneWhenItsContentsCannotBe) {
  const std::string good = contents(an_index());
  ASSERT_EQ(decode_scan_contents(good), an_index());
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(decode_scan_contents(good.substr(0, size)), std::nullopt) << size;
  }
  EXPECT_EQ(decode_scan_contents(good + "x"), std::nullopt);
  // Lengths of four billion wherever four bytes stand.
  for (std::size_t at = 0; at + 4 <= good.size(); ++at) {
    std::string damaged = good;
    damaged.replace(at, 4, "\xFF\xFF\xFF\xFF");
    EXPECT_NE(decode_scan_contents(damaged), an_index()) << at;
  }
}

TEST(ScanIndex, IsNoneWhenItsNamesAreNotInOrder) {
  ScanIndex index = an_index();
  index.entries[1].name = index.entries[0].name;
  EXPECT_EQ(decode_scan_index(encode_scan_index(index)), std::nullopt);
}

TEST(ScanIndex, IsNoneWhenAnotherVersionWroteIt) {
  const std::string good = contents(an_index());
  std::string other = good;
  ++other[4];  // the first character of the version
  EXPECT_EQ(decode_scan_contents(good), an_index());
  EXPECT_EQ(decode_scan_contents(other), std::nullopt);
}

std::vector<DirectoryEntry> kept_in(const TemporaryDirectory& cache) {
  return list_directory(join_path(cache.path(), "revisions"));
}

TEST(ScanIndex, IsKeptForItsFolderAndForNobodyElse) {
  const TemporaryDirectory cache;
  const ScanIndex nothing{.folder = "/p/versions", .entries = {}};
  EXPECT_EQ(load_scan_index(cache.path(), "/p/versions"), nothing);
  save_scan_index(cache.path(), an_index());
  save_scan_index(cache.path(), an_index());
  EXPECT_EQ(load_scan_index(cache.path(), "/p/versions"), an_index());
  EXPECT_EQ(load_scan_index(cache.path(), "/p/other").entries, std::vector<ScanEntry>{});
  ASSERT_EQ(kept_in(cache).size(), 1U);
  struct stat known = {};
  const std::string path = join_path(cache.path(), "revisions/" + kept_in(cache)[0].name);
  ASSERT_EQ(::stat(path.c_str(), &known), 0);
  EXPECT_EQ(known.st_mode & 0777U, 0600U);
}

TEST(ScanIndex, OfAnotherFolderUnderItsNameIsIgnored) {
  const TemporaryDirectory cache;
  ScanIndex other = an_index();
  other.folder = "/other";
  save_scan_index(cache.path(), an_index());
  const std::string path = join_path(cache.path(), "revisions/" + kept_in(cache)[0].name);
  write_file(path, encode_scan_index(other));
  EXPECT_EQ(load_scan_index(cache.path(), "/p/versions").entries, std::vector<ScanEntry>{});
}

TEST(ScanIndex, IsLeftWhereItCannotBeKept) {
  const TemporaryDirectory folder;
  const std::string no_folder = join_path(folder.path(), "file");
  write_file(no_folder, "text");
  save_scan_index(no_folder, an_index());
  EXPECT_EQ(load_scan_index(no_folder, "/p/versions").entries, std::vector<ScanEntry>{});
  EXPECT_EQ(read_file(no_folder), "text");
}

TEST(ScanIndex, MakesRoomWhenNobodyHasUsedItForLong) {
  const TemporaryDirectory cache;
  ScanIndex old = an_index();
  old.folder = "/vanished";
  save_scan_index(cache.path(), old);
  const std::string path = join_path(cache.path(), "revisions/" + kept_in(cache)[0].name);
  const auto now = std::filesystem::file_time_type::clock::now();
  std::filesystem::last_write_time(path, now - std::chrono::hours(24 * 20));
  save_scan_index(cache.path(), an_index());
  EXPECT_EQ(kept_in(cache).size(), 2U);
  // Looking at it is a use.
  load_scan_index(cache.path(), "/vanished");
  EXPECT_GT(std::filesystem::last_write_time(path), now - std::chrono::hours(1));
  std::filesystem::last_write_time(path, now - std::chrono::hours(24 * 31));
  save_scan_index(cache.path(), an_index());
  EXPECT_EQ(kept_in(cache).size(), 1U);
  EXPECT_FALSE(path_exists(path));
}

}  // namespace
}  // namespace retort
