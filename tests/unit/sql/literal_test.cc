// SPDX-License-Identifier: MIT
#include "sql/literal.h"

#include "retort/error.h"

#include "dialect/mysql/sql.h"
#include "dialect/postgresql/sql.h"
#include "dialect/sqlite/sql.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace retort {
namespace {

const postgresql::PostgresqlSql pg;
const mysql::MysqlSql my;
const sqlite::SqliteSql lite;

std::string typed(const SqlDialect& dialect, const Value& value, const Type& type) {
  return dialect.literal(value, &type);
}

TEST(Literal, DoublesQuotesAndOnMysqlBackslashes) {
  EXPECT_EQ(lite.literal("it's \\"), "'it''s \\'");
  EXPECT_EQ(my.literal("it's \\"), "'it''s \\\\'");
}

TEST(Literal, LeavesBackslashesToAPostgresqlServerThatIsKnown) {
  EXPECT_EQ(pg.literal("\\"), "'\\\\'");
  EXPECT_EQ(postgresql::PostgresqlSql(SqlOptions{Paramstyle::numeric_dollar, false}).literal("\\"),
            "'\\'");
  // A type of its own does not double twice.
  EXPECT_EQ(my.literal(Json{"\"\\n\""}), "'\"\\\\n\"'");
}

TEST(Literal, WritesNumbersAsPythonDoes) {
  EXPECT_EQ(pg.literal(1.0), "1.0");
  EXPECT_EQ(pg.literal(0.1), "0.1");
  EXPECT_EQ(pg.literal(1e16), "1e+16");
  EXPECT_EQ(pg.literal(1e-5), "1e-05");
  EXPECT_EQ(pg.literal(123456789.125), "123456789.125");
  EXPECT_EQ(pg.literal(Decimal{"12.50"}), "12.50");
  EXPECT_EQ(pg.literal(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
}

TEST(Literal, WritesTimesInTheFormOfTheDialect) {
  const DateTime moment{{2024, 1, 2}, {3, 4, 5}};
  EXPECT_EQ(pg.literal(moment), "'2024-01-02 03:04:05'");
  EXPECT_EQ(lite.literal(moment), "'2024-01-02 03:04:05.000000'");
  EXPECT_EQ(pg.literal(DateTime{{2024, 1, 2}, {3, 4, 5, 6, 3600}}),
            "'2024-01-02 03:04:05.000006+01:00'");
  EXPECT_EQ(typed(pg, moment, type::Date{}), "'2024-01-02'");
  EXPECT_EQ(pg.literal(Time{1, 2, 3}), "'01:02:03'");
}

TEST(Literal, WritesIntervalsWhereThereAreAny) {
  const Interval span{1, 3600, 0};
  EXPECT_EQ(pg.literal(span), "make_interval(secs=>90000.0)");
  EXPECT_EQ(my.literal(span), "'1970-01-02 01:00:00'");
  EXPECT_EQ(lite.literal(Interval{-1, 0, 0}), "'1969-12-31 00:00:00.000000'");
}

TEST(Literal, CountsTheSecondsOfAnIntervalAsPythonDoes) {
  EXPECT_EQ(seconds_text({.seconds = 1, .microseconds = 100000}), "1.1");
  EXPECT_EQ(seconds_text({.days = 1, .seconds = 5, .microseconds = 123457}), "86405.123457");
  EXPECT_EQ(seconds_text({.days = -1, .seconds = 86399, .microseconds = 999999}), "-1e-06");
  EXPECT_EQ(seconds_text({.days = 999999999, .microseconds = 1}), "86399999913600.0");
  EXPECT_EQ(seconds_text({.days = -999999999}), "-86399999913600.0");
}

TEST(Literal, WritesUuidsAsTheirTypeKeepsThem) {
  const Uuid uuid{"00112233445566778899aabbccddeeff"};
  EXPECT_EQ(pg.literal(uuid), "'00112233-4455-6677-8899-aabbccddeeff'");
  EXPECT_EQ(typed(pg, uuid, type::Uuid{true, false}), "'00112233445566778899aabbccddeeff'");
  EXPECT_EQ(lite.literal(uuid), "'00112233445566778899aabbccddeeff'");
}

TEST(Literal, WritesArraysOnPostgresqlOnly) {
  const Type tags = type::Array{Type(type::String{})};
  const Value value = List{{"a", "b'c"}};
  EXPECT_EQ(typed(pg, value, tags), "ARRAY['a', 'b''c']");
  EXPECT_THROW(typed(lite, value, tags), Error);
}

TEST(Literal, RefusesAValueThatTheTypeCannotHold) {
  EXPECT_EQ(typed(pg, 1, type::Boolean{}), "true");
  EXPECT_THROW(typed(pg, 2, type::Boolean{}), Error);
  EXPECT_THROW(typed(pg, 5, type::String{}), Error);
  EXPECT_THROW(typed(pg, "5; DROP TABLE t", type::Integer{}), Error);
  EXPECT_THROW(typed(pg, "1 OR 1", type::Numeric{}), Error);
  EXPECT_EQ(typed(pg, "5", type::Integer{}), "5");
}

}  // namespace
}  // namespace retort
