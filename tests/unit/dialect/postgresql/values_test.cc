// SPDX-License-Identifier: MIT
#include "dialect/postgresql/values.h"

#include "retort/error.h"

#include <gtest/gtest.h>

namespace retort::postgresql {
namespace {

TEST(PostgresqlValues, ReadsArraysWithNullsQuotesAndNests) {
  EXPECT_EQ(decode(1007, "{1,NULL,3}"), Value(List{{1, Null(), 3}}));
  EXPECT_EQ(decode(1009, R"({a,"b,\"c\\","NULL",NULL,""})"),
            Value(List{{"a", "b,\"c\\", "NULL", Null(), ""}}));
  EXPECT_EQ(decode(1007, "{{1,2},{3,4}}"), Value(List{{List{{1, 2}}, List{{3, 4}}}}));
  EXPECT_EQ(decode(1007, "[2:3]={1,2}"), Value(List{{1, 2}}));
  EXPECT_EQ(decode(1007, "{}"), Value(List{}));
}

TEST(PostgresqlValues, WritesArrays) {
  EXPECT_EQ(encode(List{{1, Null(), "a\"b\\", List{{true}}}}).text, R"({"1",NULL,"a\"b\\",{"t"}})");
}

TEST(PostgresqlValues, ReadsIntervals) {
  EXPECT_EQ(decode(1186, "1 year 2 mons -3 days -04:05:06.5"),
            Value(Interval{.days = 421, .seconds = 71693, .microseconds = 500000}));
  EXPECT_EQ(decode(1186, "00:00:00"), Value(Interval{}));
}

TEST(PostgresqlValues, ReadsBothFormatsOfBytes) {
  EXPECT_EQ(decode(17, "\\x00ff41"), Value(Bytes{std::string("\0\xff"
                                                             "A",
                                                             3)}));
  EXPECT_EQ(decode(17, "A\\\\\\001"), Value(Bytes{"A\\\x01"}));
}

TEST(PostgresqlValues, KeepsTextThatHasNoValue) {
  EXPECT_EQ(decode(1114, "infinity"), Value("infinity"));
  EXPECT_EQ(decode(999999, "(1,2)"), Value("(1,2)"));
}

TEST(PostgresqlValues, GivesANumberTheSmallestTypeAndALiteralNone) {
  EXPECT_EQ(encode(5).type, 23U);
  EXPECT_EQ(encode(std::int64_t{5000000000}).type, 20U);
  EXPECT_EQ(encode("x").type, 0U);
  EXPECT_EQ(encode(Null()).text, std::nullopt);
}

TEST(PostgresqlValues, RefusesTextWithANul) { EXPECT_THROW(encode(std::string("a\0b", 3)), Error); }

}  // namespace
}  // namespace retort::postgresql
