// SPDX-License-Identifier: MIT
// Databases that cannot be reached or used: one clear line each, and never a password.
#include "retort/dialect.h"
#include "retort/error.h"

#include "conformance/live_project.h"
#include "support/postgres_server.h"

#include <sys/stat.h>
#include <unistd.h>

namespace retort::testing {
namespace {

/// What connecting, or the statement, fails with.
std::string failure(const Url& url, const std::string& sql = "SELECT 1") {
  try {
    dialect(url.dialect).connect(url)->run({.sql = sql});
  } catch (const DatabaseError& error) {
    EXPECT_EQ(std::string_view(error.what()).find('\n'), std::string_view::npos);
    return error.what();
  }
  return "none";
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(BadInput, IsAServerThatIsNotThere) {
  const std::string text =
      failure(Url::parse("postgresql://me:secret@127.0.0.1:1/db?connect_timeout=5"));
  EXPECT_TRUE(contains(text, "Cannot connect to postgresql://me:***@127.0.0.1:1/db")) << text;
  EXPECT_TRUE(contains(text, "Connection refused")) << text;
  EXPECT_FALSE(contains(text, "secret")) << text;
}

TEST(BadInput, IsAWrongPasswordOrAMissingDatabase) {
  const auto fresh = fresh_postgresql_database();
  if (!fresh) GTEST_SKIP() << "no PostgreSQL server here";
  Url missing = Url::parse(*fresh);
  missing.database = "not there";
  EXPECT_TRUE(contains(failure(missing), "database \"not there\" does not exist"));
  Url stranger = Url::parse(*fresh);
  stranger.username = "locked";
  stranger.password = "wrong secret";
  const std::string text = failure(stranger);
  EXPECT_TRUE(contains(text, "\"locked\"")) << text;
  EXPECT_FALSE(contains(text, "wrong secret")) << text;
}

TEST(BadInput, IsAnUnknownOption) {
  const std::string text = failure(Url::parse("postgresql://h/db?nonsense=1"));
  EXPECT_TRUE(contains(text, "nonsense")) << text;
}

TEST(BadInput, IsAFolderThatIsNotThere) {
  EXPECT_EQ(failure(Url::parse("sqlite:////nowhere/at/all.db")),
            "Cannot open sqlite:////nowhere/at/all.db: the folder /nowhere/at does not exist");
  EXPECT_EQ(failure(Url::parse("sqlite:////tmp")), "Cannot open sqlite:////tmp: /tmp is a folder");
}

TEST(BadInput, IsAFileThatIsNoDatabase) {
  const TemporaryDirectory folder;
  const std::string path = folder.path() + "/x.db";
  write_file(path, std::string(4096, 'x'));
  EXPECT_EQ(failure(Url::parse("sqlite:///" + path)),
            "Cannot open sqlite:///" + path + ": file is not a database");
}

TEST(BadInput, IsAFileThatCannotBeWritten) {
  const TemporaryDirectory folder;
  const std::string path = folder.path() + "/x.db";
  const Url url = Url::parse("sqlite:///" + path);
  EXPECT_EQ(failure(url, "CREATE TABLE a (id INTEGER)"), "none");
  const Url uri = Url::parse("sqlite:///file:" + path + "?mode=ro&uri=true");
  EXPECT_EQ(failure(uri, "INSERT INTO a VALUES (1)"), "attempt to write a readonly database");
  if (::geteuid() == 0) return;  // for root every file can be written
  ASSERT_EQ(::chmod(path.c_str(), 0400), 0);
  EXPECT_EQ(failure(url, "INSERT INTO a VALUES (1)"), "attempt to write a readonly database");
}

TEST(BadInput, IsALockedFile) {
  const TemporaryDirectory folder;
  const Url url = Url::parse("sqlite:///" + folder.path() + "/x.db?timeout=0");
  const auto holder = dialect("sqlite").connect(url);
  holder->begin();
  EXPECT_EQ(failure(url, "CREATE TABLE a (id INTEGER)"), "database is locked");
}

TEST(BadInput, IsAHostInASqliteUrl) {
  EXPECT_EQ(failure(Url::parse("sqlite://rel/a.db")), "Invalid SQLite URL: sqlite://rel/a.db");
}

TEST(BadInput, IsNoUrlAtAll) {
  const EnvironmentOptions environment;
  const Config config;
  EXPECT_THROW(find_url(environment, config), ConfigError);
}

}  // namespace
}  // namespace retort::testing
