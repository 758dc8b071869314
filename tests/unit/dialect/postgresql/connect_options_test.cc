// SPDX-License-Identifier: MIT
#include "dialect/postgresql/connect_options.h"

#include <gtest/gtest.h>

#include <map>

namespace retort::postgresql {
namespace {

std::map<std::string, std::string> options(const char* url) {
  std::map<std::string, std::string> found;
  for (const auto& [name, value] : connect_options(Url::parse(url))) found[name] = value;
  return found;
}

TEST(ConnectOptions, TakeThePartsOfTheUrl) {
  auto found = options("postgresql://u:p%2F@h:5433/db?sslmode=require&connect_timeout=3");
  EXPECT_EQ(found["user"], "u");
  EXPECT_EQ(found["password"], "p/");
  EXPECT_EQ(found["host"], "h");
  EXPECT_EQ(found["port"], "5433");
  EXPECT_EQ(found["dbname"], "db");
  EXPECT_EQ(found["sslmode"], "require");
  EXPECT_EQ(found["connect_timeout"], "3");
}

TEST(ConnectOptions, LeaveToLibpqWhatTheUrlDoesNotSay) {
  const auto found = options("postgresql://");
  EXPECT_EQ(found.count("host"), 0U);
  EXPECT_EQ(found.count("dbname"), 0U);
}

TEST(ConnectOptions, KnowTheWordsOfOtherDrivers) {
  auto found = options("postgresql+asyncpg://h/db?ssl=require&prepared_statement_cache_size=0");
  EXPECT_EQ(found["sslmode"], "require");
  EXPECT_EQ(found.count("prepared_statement_cache_size"), 0U);
}

TEST(ConnectOptions, GoThroughPoolersAsTheirOwnersWriteThem) {
  for (const char* scheme :
       {"postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg"}) {
    auto found = options((std::string(scheme) +
                          "://me:s3%40cret@ep-cool-1-pooler.eu-central-1.aws.neon.tech/db?sslmode="
                          "require&channel_binding=require&options=endpoint%3Dep-cool-1&"
                          "target_session_attrs=read-write")
                             .c_str());
    EXPECT_EQ(found["host"], "ep-cool-1-pooler.eu-central-1.aws.neon.tech");
    EXPECT_EQ(found["password"], "s3@cret");
    EXPECT_EQ(found["sslmode"], "require");
    EXPECT_EQ(found["channel_binding"], "require");
    EXPECT_EQ(found["options"], "endpoint=ep-cool-1");
    EXPECT_EQ(found["target_session_attrs"], "read-write");
  }
}

TEST(ConnectOptions, FindSocketsAndSeveralHosts) {
  EXPECT_EQ(options("postgresql:///db?host=/run/pg")["host"], "/run/pg");
  EXPECT_EQ(options("postgresql://%2Frun%2Fpg/db")["host"], "/run/pg");
  auto several = options("postgresql:///db?host=a:5433&host=b");
  EXPECT_EQ(several["host"], "a,b");
  EXPECT_EQ(several["port"], "5433,");
  EXPECT_EQ(options("postgresql:///db?host=a,b:1")["port"], ",1");
}

TEST(ConnectFailure, IsOneLineWithoutThePassword) {
  const ConnectFailure failure =
      connect_failure(Url::parse("postgresql://u:secret@h/db"),
                      "connection to server at \"h\", port 5432 failed: Connection refused\n"
                      "\tIs the server running on that host and accepting TCP/IP connections?\n");
  EXPECT_EQ(failure.message,
            "Cannot connect to postgresql://u:***@h/db: connection to server at \"h\", port 5432 "
            "failed: Connection refused");
  EXPECT_EQ(failure.hint, "Is the server running on that host and accepting TCP/IP connections?");
}

TEST(ConnectFailure, SaysWhatToDoWhereLibpqDoesNot) {
  const auto hint = [](const char* text) {
    return connect_failure(Url::parse("postgresql://u@h/db"), text).hint;
  };
  EXPECT_EQ(hint("FATAL:  database \"db\" does not exist\n"),
            "Create the database (createdb), or correct its name in the URL.");
  EXPECT_EQ(hint("FATAL:  role \"u\" does not exist\n"),
            "Create the role (createuser), or correct the user in the URL.");
  EXPECT_NE(hint("fe_sendauth: no password supplied\n").find("PGPASSWORD"), std::string::npos);
  EXPECT_EQ(hint("something new\n"), "");
}

}  // namespace
}  // namespace retort::postgresql
