// SPDX-License-Identifier: MIT
#include "dialect/oracle/sql.h"

#include "retort/error.h"
#include "retort/expression.h"

#include "sql/expression_compiler.h"

#include <gtest/gtest.h>

#include <string>

namespace retort::oracle {
namespace {

std::string written(const Expression& expression) {
  return compile_expression(OracleSql(), expression).sql;
}

const FromElement t = table("t");
const ColumnElement id = t.c("id", type::Integer{});
const ColumnElement name = t.c("name", type::String{});

TEST(OracleSqlText, QuotesNamesThatBeginWithAnUnderscore) {
  const OracleSql sql;
  EXPECT_EQ(sql.quote("_id"), "\"_id\"");
  EXPECT_EQ(sql.quote("level"), "\"level\"");
  EXPECT_EQ(sql.quote("ACCOUNT"), "\"ACCOUNT\"");
  EXPECT_EQ(sql.quote("account"), "account");
}

TEST(OracleSqlText, WritesDatesAsFunctions) {
  const OracleSql sql;
  const DateTime moment{.date = {2024, 2, 29}, .time = {.hour = 13, .minute = 5, .second = 9}};
  DateTime finer = moment;
  finer.time.microsecond = 1200;
  const Type datetime = type::DateTime{};
  const Type day = type::Date{};
  const Type interval = type::Interval{};
  EXPECT_EQ(sql.literal(Value(moment), &datetime),
            "TO_DATE('2024-02-29 13:05:09', 'YYYY-MM-DD HH24:MI:SS')");
  EXPECT_EQ(sql.literal(Value(finer), &datetime),
            "TO_TIMESTAMP('2024-02-29 13:05:09.001200', 'YYYY-MM-DD HH24:MI:SS.FF')");
  EXPECT_EQ(sql.literal(Value(moment.date), &day), "TO_DATE('2024-02-29', 'YYYY-MM-DD')");
  EXPECT_EQ(sql.literal(Value(Interval{.days = 1, .seconds = 30}), &interval),
            "NUMTODSINTERVAL(86430.0, 'SECOND')");
}

TEST(OracleSqlText, LimitsRowsWithFetch) {
  EXPECT_EQ(written(select({id}).limit(5)), "SELECT t.id \nFROM t\n FETCH FIRST 5 ROWS ONLY");
  EXPECT_EQ(written(select({id}).limit(5).offset(3)),
            "SELECT t.id \nFROM t\n OFFSET 3 ROWS\n FETCH FIRST 5 ROWS ONLY");
}

TEST(OracleSqlText, SelectsFromDualAndNamesAliasesWithoutAs) {
  EXPECT_EQ(written(select({func("now")})), "SELECT CURRENT_TIMESTAMP AS now_1 FROM DUAL");
  EXPECT_EQ(written(select({t.alias("q").c("id")})), "SELECT q.id \nFROM t q");
}

TEST(OracleSqlText, GivesBackRowsIntoParameters) {
  EXPECT_EQ(written(insert(t).values({{"name", "x"}}).returning({id, name})),
            "INSERT INTO t (name) VALUES ('x') RETURNING t.id, t.name INTO :ret_0, :ret_1");
}

TEST(OracleSqlText, SpellsOperatorsAndFunctionsItsWay) {
  EXPECT_EQ(written(id % 3), "mod(t.id, 3)");
  EXPECT_EQ(written(name + "x"), "t.name || 'x'");
  EXPECT_EQ(written(id.is_distinct_from(3)), "DECODE(t.id, 3, 0, 1) = 1");
  EXPECT_EQ(written(func("char_length", {name})), "LENGTH(t.name)");
  EXPECT_EQ(written(func("uid")), "uid");
  EXPECT_EQ(written(next_value("s", "app")), "app.s.nextval");
}

TEST(OracleSqlText, RefusesWhatTheDatabaseCannotDo) {
  EXPECT_THROW(written(insert(t).rows({{{"id", 1}}, {{"id", 2}}})), Error);
  EXPECT_THROW(written(update(t).set({{"name", "x"}}).where(id == table("o").c("id"))), Error);
  EXPECT_THROW(written(delete_from(t).where(id == table("o").c("id"))), Error);
}

}  // namespace
}  // namespace retort::oracle
