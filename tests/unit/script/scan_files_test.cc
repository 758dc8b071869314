// SPDX-License-Identifier: MIT
// Which files are read, and which are known from the run before.
#include "retort/config.h"
#include "retort/environment.h"
#include "retort/error.h"
#include "retort/migration.h"

#include "base/files.h"
#include "base/text.h"
#include "script/revision_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <set>

namespace retort {
namespace {

using Names = std::multiset<std::string>;

constexpr int many = 40;

/// A file says its identity in one line; it notes which files it was shown.
class NotingFrontend : public Frontend {
 public:
  std::string_view name() const override { return "noting"; }
  std::string_view file_extension() const override { return ".rev"; }
  std::string_view script_template() const override { return "script.rev.mako"; }
  bool claims(std::string_view) const override { return true; }
  std::string_view scan_rules() const override { return rules; }
  ScanResult scan(const ScanInput& input) const override {
    read.insert(std::string(file_name(input.path)));
    const std::vector<std::string> words = split_words(input.text);
    if (words.empty()) return {ScanStatus::other, {}, true};
    if (words[0] == "broken")
      throw ScriptError("this is broken", {.path = std::string(input.path)});
    ScanResult result{ScanStatus::revision, {}, words[0] != "computed"};
    result.revision.revision = words.back();
    result.revision.longdoc = "about " + words.back();
    return result;
  }
  std::vector<std::unique_ptr<Migration>> load(const LoadRequest&) override { return {}; }
  EnvironmentOutcome run_environment(const EnvironmentRequest&) override {
    return EnvironmentOutcome::absent;
  }

  std::string rules = "noting 1";
  mutable Names read;
};

struct Project {
  TemporaryDirectory folder;
  std::string versions = join_path(folder.path(), "versions");
  std::string cache = join_path(folder.path(), "cache");
  NotingFrontend frontend;
  Config config;
  std::vector<std::string> links = {};
  /// Later than any file of the test, so that none has changed just now.
  std::chrono::system_clock::time_point now =
      std::chrono::system_clock::now() + std::chrono::hours(1);

  explicit Project(int files = many) {
    make_directories(versions);
    for (int i = 0; i < files; ++i) add(std::to_string(100 + i), "r" + std::to_string(100 + i));
  }
  std::string path(const std::string& name) const { return join_path(versions, name); }
  void add(const std::string& name, const std::string& text) { write_file(path(name), text); }
  /// Writes into the file as it lies there, until its file system's clock has moved on.
  void edit(const std::string& name, const std::string& text) const {
    const Folder opened(versions);
    const std::optional<FileStamp> before = opened.stamp(name);
    while (opened.stamp(name) == before) {
      const int file = ::open(path(name).c_str(), O_WRONLY);
      ASSERT_EQ(::write(file, text.data(), text.size()), static_cast<ssize_t>(text.size()));
      ::close(file);
    }
  }
  /// The ids; what was read for them is in the front-end.
  std::vector<std::string> scan() {
    FoundFiles found{.folders = {versions}, .files = {}};
    for (const DirectoryEntry& entry : list_directory(versions)) {
      const bool linked = entry.link;
      found.files.push_back(
          {&frontend, path(entry.name), linked ? std::nullopt : std::optional(0U)});
    }
    frontend.read.clear();
    std::vector<std::string> ids;
    for (const Revision& revision : scan_files(found, config, {.cache = cache, .now = now})) {
      EXPECT_EQ(revision.longdoc, "about " + revision.revision);
      ids.push_back(revision.revision + "@" + std::string(file_name(revision.path)));
    }
    return ids;
  }
  /// How many files a second run reads, whose answer is the same.
  std::size_t reads_again() {
    const std::vector<std::string> before = scan();
    EXPECT_EQ(scan(), before);
    return frontend.read.size();
  }
};

TEST(KeptScans, FilesThatAreAsTheyWereAreNotReadAgain) {
  Project project;
  const std::vector<std::string> ids = project.scan();
  EXPECT_EQ(project.frontend.read.size(), static_cast<std::size_t>(many));
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(many));
  EXPECT_EQ(project.scan(), ids);
  EXPECT_EQ(project.frontend.read, Names{});
}

TEST(KeptScans, AFileThatWasReplacedIsRead) {
  Project project;
  project.scan();
  project.add("105", "other");
  EXPECT_EQ(project.scan()[5], "other@105");
  EXPECT_EQ(project.frontend.read, Names{"105"});
}

TEST(KeptScans, AnEditOfTheSameSizeIsSeenThoughItsTimeWasSetBack) {
  Project project;
  project.scan();
  struct stat before = {};
  ASSERT_EQ(::stat(project.path("105").c_str(), &before), 0);
  project.edit("105", "rXXX");
  const timespec times[] = {before.st_atim, before.st_mtim};
  ASSERT_EQ(::utimensat(AT_FDCWD, project.path("105").c_str(), times, 0), 0);
  EXPECT_EQ(project.scan()[5], "rXXX@105");
  EXPECT_EQ(project.frontend.read, Names{"105"});
}

TEST(KeptScans, FilesComeGoAndChangeTheirNames) {
  Project project;
  project.scan();
  project.add("1055", "new");
  remove_file(project.path("110"));
  ASSERT_EQ(::rename(project.path("120").c_str(), project.path("zzz").c_str()), 0);
  const std::vector<std::string> ids = project.scan();
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(many));
  EXPECT_EQ(ids[6], "new@1055");
  EXPECT_EQ(ids.back(), "r120@zzz");
  EXPECT_EQ(std::count(ids.begin(), ids.end(), "r110@110"), 0);
  EXPECT_EQ(project.frontend.read, (Names{"1055", "zzz"}));
}

TEST(KeptScans, WhatChangedJustNowIsReadAgain) {
  const auto before = std::chrono::system_clock::now();
  Project project;
  project.now = before;
  EXPECT_EQ(project.reads_again(), static_cast<std::size_t>(many));
  EXPECT_FALSE(path_exists(project.cache));
}

TEST(KeptScans, FewChangesAreReadEachTimeAndManyAreKept) {
  Project project;
  project.scan();
  for (int i = 0; i < 31; ++i) project.add("few" + std::to_string(i), "n" + std::to_string(i));
  EXPECT_EQ(project.reads_again(), 31U);
  project.add("one_more", "more");
  EXPECT_EQ(project.reads_again(), 0U);
}

TEST(KeptScans, ASmallProjectKeepsNothing) {
  Project project(31);
  EXPECT_EQ(project.reads_again(), 31U);
  EXPECT_FALSE(path_exists(project.cache));
}

TEST(KeptScans, NothingIsKeptWithoutAPlaceForIt) {
  Project project;
  project.cache.clear();
  EXPECT_EQ(project.reads_again(), static_cast<std::size_t>(many));
}

TEST(KeptScans, NothingIsKeptWithoutRules) {
  Project project;
  project.frontend.rules.clear();
  EXPECT_EQ(project.reads_again(), static_cast<std::size_t>(many));
  EXPECT_FALSE(path_exists(project.cache));
}

TEST(KeptScans, OtherRulesReadEverything) {
  Project project;
  project.scan();
  project.frontend.rules = "noting 2";
  project.scan();
  EXPECT_EQ(project.frontend.read.size(), static_cast<std::size_t>(many));
  project.scan();
  EXPECT_EQ(project.frontend.read, Names{});
}

TEST(KeptScans, WhatDependsOnMoreThanTheTextIsReadEachTime) {
  Project project;
  project.add("computed", "computed c1");
  project.scan();
  EXPECT_EQ(project.scan().back(), "c1@computed");
  EXPECT_EQ(project.frontend.read, Names{"computed"});
}

TEST(KeptScans, AFileThatIsNoRevisionIsKnownAsThat) {
  Project project;
  project.add("empty", "");
  EXPECT_EQ(project.scan().size(), static_cast<std::size_t>(many));
  EXPECT_EQ(project.reads_again(), 0U);
}

TEST(KeptScans, AFileThatCameByALinkIsReadEachTime) {
  Project project;
  ASSERT_EQ(::symlink(project.path("100").c_str(), project.path("link").c_str()), 0);
  project.scan();
  EXPECT_EQ(project.scan().back(), "r100@link");
  EXPECT_EQ(project.frontend.read, Names{"link"});
}

TEST(KeptScans, ABrokenFileFailsAsItDidBefore) {
  Project project;
  project.scan();
  project.add("120", "broken");
  for (int i = 0; i < 2; ++i) {
    EXPECT_THROW(project.scan(), ScriptError);
    EXPECT_EQ(project.frontend.read, Names{"120"});
  }
  project.add("120", std::string("r\0", 2));
  EXPECT_THROW(project.scan(), ScriptError);
  project.add("120", "mended");
  EXPECT_EQ(project.scan()[20], "mended@120");
  EXPECT_EQ(project.frontend.read, Names{"120"});
}

TEST(KeptScans, ADamagedIndexIsWrittenAnew) {
  Project project;
  project.scan();
  const std::string folder = join_path(project.cache, "revisions");
  const std::string path = join_path(folder, list_directory(folder).at(0).name);
  const std::string good = read_file(path);
  for (const std::string& damaged : {good.substr(0, good.size() / 2), std::string(), "x" + good}) {
    write_file(path, damaged);
    EXPECT_EQ(project.scan().size(), static_cast<std::size_t>(many));
    EXPECT_EQ(project.frontend.read.size(), static_cast<std::size_t>(many));
    EXPECT_EQ(read_file(path), good);
  }
}

TEST(KeptScans, ManyFoldersHaveTheirOwn) {
  Project project;
  const std::string more = join_path(project.folder.path(), "more");
  make_directories(more);
  FoundFiles found{.folders = {project.versions, more}, .files = {}};
  for (int i = 0; i < 2 * many; ++i) {
    const std::size_t folder = i < many ? 0 : 1;
    const std::string path = join_path(found.folders[folder], std::to_string(100 + i % many));
    write_file(path, (folder == 0 ? "a" : "b") + std::to_string(i));
    found.files.push_back({&project.frontend, path, folder});
  }
  const ScanKeeping keeping{.cache = project.cache, .now = project.now};
  const std::vector<Revision> first = scan_files(found, project.config, keeping);
  EXPECT_EQ(project.frontend.read.size(), static_cast<std::size_t>(2 * many));
  project.frontend.read.clear();
  EXPECT_EQ(scan_files(found, project.config, keeping), first);
  EXPECT_EQ(project.frontend.read, Names{});
  EXPECT_EQ(list_directory(join_path(project.cache, "revisions")).size(), 2U);
}

}  // namespace
}  // namespace retort
