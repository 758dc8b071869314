// SPDX-License-Identifier: MIT
#include "retort/url.h"

#include "retort/error.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(Url, ReadsEveryPart) {
  const Url url =
      Url::parse("postgresql+asyncpg://al%40ice:p%2Fw%3A@db.example:5433/shop?ssl=require");
  EXPECT_EQ(url, (Url{.dialect = "postgresql",
                      .driver = "asyncpg",
                      .username = "al@ice",
                      .password = "p/w:",
                      .host = "db.example",
                      .port = 5433,
                      .database = "shop",
                      .query = {{"ssl", "require"}}}));
}

TEST(Url, ReadsPostgresAsPostgresql) {
  EXPECT_EQ(Url::parse("postgres://host/db").dialect, "postgresql");
}

TEST(Url, ReadsSqliteFiles) {
  EXPECT_EQ(Url::parse("sqlite:///rel/a.db").database, "rel/a.db");
  EXPECT_EQ(Url::parse("sqlite:////abs/a.db").database, "/abs/a.db");
  EXPECT_EQ(Url::parse("sqlite:///:memory:").database, ":memory:");
  EXPECT_EQ(Url::parse("sqlite://").database, std::nullopt);
  EXPECT_EQ(Url::parse("sqlite+aiosqlite:///a.db").driver, "aiosqlite");
  const Url uri = Url::parse("sqlite:///file:/tmp/a.db?mode=ro&uri=true");
  EXPECT_EQ(uri.database, "file:/tmp/a.db");
  EXPECT_EQ(uri.query.size(), 2U);
}

TEST(Url, ReadsSocketFoldersAndAddresses) {
  const Url socket = Url::parse("postgresql://me@/db?host=/var/run/postgresql");
  EXPECT_EQ(socket.host, std::nullopt);
  EXPECT_EQ(socket.username, "me");
  EXPECT_EQ(socket.query.front().second, "/var/run/postgresql");
  const Url six = Url::parse("mysql+pymysql://me:pw@[2001:db8::1]:3306/db?charset=utf8mb4");
  EXPECT_EQ(six.host, "2001:db8::1");
  EXPECT_EQ(six.port, 3306);
}

TEST(Url, TakesAPasswordUpToTheAtSign) {
  EXPECT_EQ(Url::parse("postgresql://u:a:b/c@host/db").password, "a:b/c");
  EXPECT_EQ(Url::parse("postgresql://u:@host/db").password, "");
}

TEST(Url, LeavesOutFieldsWithoutAValueAndKeepsRepeatedOnes) {
  const Url url = Url::parse("postgresql:///db?a=&host=x%3A1&b&host=y+z");
  EXPECT_EQ(url.query,
            (std::vector<std::pair<std::string, std::string>>{{"host", "x:1"}, {"host", "y z"}}));
}

TEST(Url, MasksThePasswordAndNothingElse) {
  const Url url = Url::parse("postgresql+psycopg2://a%40b:se%20cret@[::1]:5432/db?b=2&a=x/y");
  EXPECT_EQ(url.masked(), "postgresql+psycopg2://a%40b:***@[::1]:5432/db?a=x%2Fy&b=2");
  EXPECT_EQ(url.format(), "postgresql+psycopg2://a%40b:se cret@[::1]:5432/db?a=x%2Fy&b=2");
  EXPECT_EQ(Url::parse("postgresql://host/db").masked(), "postgresql://host/db");
  EXPECT_EQ(Url::parse("postgresql:///db?password=secret").masked(),
            "postgresql:///db?password=***");
}

TEST(Url, RefusesWhatIsNoUrlWithoutShowingIt) {
  for (const char* text : {"", "nonsense", "://x", "a b://x", "postgresql://u:secret@h:54x/db",
                           "postgresql://u:secret@[::1]x/db", "postgresql://h:99999/db"}) {
    try {
      Url::parse(text);
      FAIL() << text;
    } catch (const ConfigError& error) {
      EXPECT_STREQ(error.what(), "Could not parse SQLAlchemy URL from given URL string");
      EXPECT_EQ(error.hint().find("secret"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace retort
