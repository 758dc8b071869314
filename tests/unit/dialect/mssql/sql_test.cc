// SPDX-License-Identifier: MIT
#include "dialect/mssql/sql.h"

#include "retort/error.h"
#include "retort/expression.h"

#include "sql/expression_compiler.h"

#include <gtest/gtest.h>

#include <string>

namespace retort::mssql {
namespace {

std::string written(const Expression& expression) {
  return compile_expression(MssqlSql(), expression).sql;
}

const FromElement t = table("t");
const ColumnElement id = t.c("id", type::Integer{});
const ColumnElement name = t.c("name", type::String{});

TEST(MssqlSqlText, QuotesWithBrackets) {
  const MssqlSql sql;
  EXPECT_EQ(sql.quote("user"), "[user]");
  EXPECT_EQ(sql.quote("Odd ] name"), "[Odd ]] name]");
  EXPECT_EQ(sql.quote("plain"), "plain");
}

TEST(MssqlSqlText, DividesADatabaseFromItsSchema) {
  EXPECT_EQ(written(select({table("t", "Sales.dbo").c("a")})),
            "SELECT [Sales].dbo.t.a \nFROM [Sales].dbo.t");
  EXPECT_EQ(written(select({table("t", "[a.b].Own").c("a")})),
            "SELECT [a.b].[Own].t.a \nFROM [a.b].[Own].t");
}

TEST(MssqlSqlText, WritesNationalStringsAndBits) {
  const MssqlSql sql;
  const Type national = type::Unicode{};
  const Type flag = type::Boolean{};
  const Type uuid = type::Uuid{};
  EXPECT_EQ(sql.literal(Value("it's"), &national), "N'it''s'");
  EXPECT_EQ(sql.literal(Value(true), &flag), "1");
  EXPECT_EQ(sql.literal(Value(Uuid{"0123456789abcdef0123456789abcdef"}), &uuid),
            "'01234567-89ab-cdef-0123-456789abcdef'");
}

TEST(MssqlSqlText, LimitsRowsWithTopOrByTheirNumbers) {
  EXPECT_EQ(written(select({id}).limit(5)), "SELECT TOP 5 t.id \nFROM t");
  EXPECT_EQ(written(select({id, name}).order_by({id}).limit(5).offset(3)),
            "SELECT anon_1.id, anon_1.name \nFROM (SELECT t.id AS id, t.name AS name, ROW_NUMBER() "
            "OVER (ORDER BY t.id) AS mssql_rn \nFROM t) AS anon_1 \nWHERE mssql_rn > 3 AND "
            "mssql_rn <= 5 + 3");
  EXPECT_THROW(written(select({id}).offset(3)), Error);
}

TEST(MssqlSqlText, OrdersNoSubqueryButOneWithTop) {
  EXPECT_EQ(written(select({select({id}).order_by({id}).subquery("s").c("id")})),
            "SELECT s.id \nFROM (SELECT t.id AS id \nFROM t) AS s");
  EXPECT_EQ(written(select({select({id}).order_by({id}).limit(1).subquery("s").c("id")})),
            "SELECT s.id \nFROM (SELECT TOP 1 t.id AS id \nFROM t ORDER BY t.id) AS s");
}

TEST(MssqlSqlText, GivesBackRowsWithOutput) {
  EXPECT_EQ(written(insert(t).values({{"name", "x"}}).returning({id})),
            "INSERT INTO t (name) OUTPUT inserted.id VALUES ('x')");
  EXPECT_EQ(written(update(t).set({{"name", "x"}}).where(id == 1).returning({name})),
            "UPDATE t SET name='x' OUTPUT inserted.name WHERE t.id = 1");
  EXPECT_EQ(written(delete_from(t).where(id == 1).returning({id})),
            "DELETE FROM t OUTPUT deleted.id WHERE t.id = 1");
}

TEST(MssqlSqlText, NamesTheTargetInFromAgain) {
  const FromElement other = table("o");
  EXPECT_EQ(written(update(t).set({{"name", "x"}}).where(id == other.c("id"))),
            "UPDATE t SET name='x' FROM t, o WHERE t.id = o.id");
  EXPECT_EQ(written(delete_from(t).where(id == other.c("id"))),
            "DELETE FROM t FROM t, o WHERE t.id = o.id");
}

TEST(MssqlSqlText, SpellsOperatorsAndFunctionsItsWay) {
  EXPECT_EQ(written(name + "x"), "t.name + 'x'");
  EXPECT_EQ(written(name.contains("x")), "t.name LIKE '%' + 'x' + '%'");
  EXPECT_EQ(written(id.is_distinct_from(3)), "NOT EXISTS (SELECT t.id INTERSECT SELECT 3)");
  EXPECT_EQ(written(literal(5) == id), "t.id = 5");
  EXPECT_EQ(written(func("now")), "CURRENT_TIMESTAMP");
  EXPECT_EQ(written(func("char_length", {name})), "LEN(t.name)");
  EXPECT_EQ(written(extract("doy", id)), "DATEPART(dayofyear, t.id)");
  EXPECT_EQ(written(next_value("s", "app")), "NEXT VALUE FOR app.s");
  EXPECT_EQ(written(name.collate("Latin1_General_BIN")), "t.name COLLATE Latin1_General_BIN");
}

}  // namespace
}  // namespace retort::mssql
