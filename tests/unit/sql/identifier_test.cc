// SPDX-License-Identifier: MIT
#include "sql/identifier.h"

#include "dialect/mysql/sql.h"
#include "dialect/postgresql/sql.h"
#include "dialect/sqlite/sql.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace retort {
namespace {

TEST(QuoteIdentifier, LeavesPlainLowerCaseNamesBare) {
  const postgresql::PostgresqlSql sql;
  EXPECT_EQ(sql.quote("account"), "account");
  EXPECT_EQ(sql.quote("a_1$"), "a_1$");
}

TEST(QuoteIdentifier, QuotesWhatTheDatabaseWouldFoldOrMisread) {
  const postgresql::PostgresqlSql sql;
  EXPECT_EQ(sql.quote("Account"), "\"Account\"");
  EXPECT_EQ(sql.quote("my col"), "\"my col\"");
  EXPECT_EQ(sql.quote("1st"), "\"1st\"");
  EXPECT_EQ(sql.quote("$x"), "\"$x\"");
  EXPECT_EQ(sql.quote("caf\xc3\xa9"), "\"caf\xc3\xa9\"");
  EXPECT_EQ(sql.quote("order"), "\"order\"");
}

TEST(QuoteIdentifier, KnowsEachDialectsReservedWords) {
  EXPECT_EQ(postgresql::PostgresqlSql().quote("user"), "\"user\"");
  EXPECT_EQ(mysql::MysqlSql().quote("user"), "user");
  EXPECT_EQ(sqlite::SqliteSql().quote("user"), "user");
  EXPECT_EQ(mysql::MysqlSql().quote("order"), "`order`");
  for (const auto words : {postgresql::reserved_words(), sqlite::reserved_words(),
                           mysql::reserved_words(mysql::Flavor::mysql),
                           mysql::reserved_words(mysql::Flavor::mariadb)}) {
    EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
  }
}

TEST(QuoteIdentifier, DoublesTheQuoteInside) {
  EXPECT_EQ(sqlite::SqliteSql().quote("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(mysql::MysqlSql().quote("a`b"), "`a``b`");
}

TEST(QuoteIdentifier, DoublesPercentSignsUnderFormatParameters) {
  EXPECT_EQ(postgresql::PostgresqlSql(Paramstyle::pyformat).quote("50%"), "\"50%%\"");
  EXPECT_EQ(postgresql::PostgresqlSql(Paramstyle::named).quote("50%"), "\"50%\"");
}

TEST(QuoteIdentifier, ObeysWhoForcesOrForbidsQuotes) {
  const sqlite::SqliteSql sql;
  EXPECT_EQ(sql.quote("plain", true), "\"plain\"");
  EXPECT_EQ(sql.quote("Mixed", false), "Mixed");
}

TEST(QuoteDotted, QuotesEveryPartByItself) {
  EXPECT_EQ(quote_dotted(postgresql::PostgresqlSql().identifiers(), "a.B"), "a.\"B\"");
}

}  // namespace
}  // namespace retort
