// SPDX-License-Identifier: MIT
#include "retort/expression.h"

#include "retort/error.h"

#include "dialect/mysql/sql.h"
#include "dialect/postgresql/sql.h"
#include "dialect/sqlite/sql.h"
#include "sql/expression_compiler.h"

#include <gtest/gtest.h>

#include <string>

namespace retort {
namespace {

// Runs of white space are one blank: layout is not compared.
std::string fold(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  return out;
}

std::string on_postgresql(const Expression& expression) {
  return fold(compile_expression(postgresql::PostgresqlSql(), expression).sql);
}
std::string on_sqlite(const Expression& expression) {
  return fold(compile_expression(sqlite::SqliteSql(), expression).sql);
}
std::string on_mysql(const Expression& expression) {
  return fold(compile_expression(mysql::MysqlSql(), expression).sql);
}

const ColumnElement a = column("a");
const ColumnElement b = column("b");
const ColumnElement name = column("name", type::String{});

TEST(Expression, ComparesByStructure) {
  const Expression one = column("a") == 5;
  const Expression same = column("a") == 5;
  const Expression other = column("a") == 6;
  EXPECT_TRUE(one == same);
  EXPECT_FALSE(one == other);
}

TEST(Expression, GroupsWhatBindsLessThanItsNeighbour) {
  EXPECT_EQ(on_postgresql((a + 1) * 2 < 5 && (b == 1 || b == 2)),
            "(a + 1) * 2 < 5 AND (b = 1 OR b = 2)");
  EXPECT_EQ(on_postgresql(a + b + 1), "a + b + 1");
  EXPECT_EQ(on_postgresql(a - (b - 1)), "a - (b - 1)");
  EXPECT_EQ(on_postgresql(!(a == 1 && b == 2)), "NOT (a = 1 AND b = 2)");
}

TEST(Expression, TurnsNullComparisonsIntoIs) {
  EXPECT_EQ(on_postgresql(a == Value(nullptr)), "a IS NULL");
  EXPECT_EQ(on_postgresql(a != null()), "a IS NOT NULL");
  EXPECT_EQ(on_postgresql(!(a == 1)), "a != 1");
}

TEST(Expression, WritesListsOfInAndTheEmptyOne) {
  EXPECT_EQ(on_postgresql(a.in_({1, 2})), "a IN (1, 2)");
  EXPECT_EQ(on_postgresql(a.not_in({"x"})), "(a NOT IN ('x'))");
  EXPECT_EQ(on_postgresql(a.in_(std::vector<Value>{})), "a IN (NULL) AND (1 != 1)");
  EXPECT_EQ(on_sqlite(a.in_(std::vector<Value>{})), "a IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)");
}

TEST(Expression, JoinsStringsAsTheDialectDoes) {
  EXPECT_EQ(on_postgresql(name + "x"), "name || 'x'");
  EXPECT_EQ(on_mysql(name + "x"), "concat(name, 'x')");
  EXPECT_EQ(on_mysql(name.contains("x")), "name LIKE concat('%', 'x', '%')");
}

TEST(Expression, ComparesWithoutCaseAsTheDialectDoes) {
  EXPECT_EQ(on_postgresql(name.ilike("a%")), "name ILIKE 'a%'");
  EXPECT_EQ(on_sqlite(name.ilike("a%")), "lower(name) LIKE lower('a%')");
}

TEST(Expression, WritesBooleansAsTheDialectDoes) {
  EXPECT_EQ(on_postgresql(true_()), "true");
  EXPECT_EQ(on_sqlite(true_()), "1");
  EXPECT_EQ(on_mysql(false_()), "false");
  const ColumnElement flag = column("flag", type::Boolean{});
  EXPECT_EQ(on_sqlite(delete_from("t").where(flag)), "DELETE FROM t WHERE flag = 1");
  EXPECT_EQ(on_postgresql(delete_from("t").where(flag)), "DELETE FROM t WHERE flag");
}

TEST(Expression, BindsNamedParametersOfText) {
  EXPECT_EQ(on_postgresql(text("a = :x AND b = ':y' AND c = '\\:z' AND d::int = 1 AND t = '10:20'",
                               {{"x", Value("it's")}})),
            "a = 'it''s' AND b = 'NULL' AND c = ':z' AND d::int = 1 AND t = '10:20'");
}

TEST(Expression, GivesValuesToPlaceholdersInOrder) {
  ExpressionOptions options;
  options.literal_binds = false;
  const Statement statement =
      compile_expression(postgresql::PostgresqlSql(Paramstyle::numeric_dollar),
                         update("t").set({{"a", 5}}).where(b.in_({1, 2})), options);
  EXPECT_EQ(statement.sql, "UPDATE t SET a=$1 WHERE b IN ($2, $3)");
  EXPECT_EQ(statement.parameters, (std::vector<Value>{5, 1, 2}));
}

TEST(Expression, DoublesPercentSignsUnderFormatParameters) {
  const postgresql::PostgresqlSql sql(Paramstyle::pyformat);
  EXPECT_EQ(compile_expression(sql, a % 2 == 0).sql, "a %% 2 = 0");
  EXPECT_EQ(compile_expression(sql, name.like("a%")).sql, "name LIKE 'a%%'");
  EXPECT_EQ(compile_expression(sql, text("x LIKE '%'")).sql, "x LIKE '%%'");
}

TEST(Expression, SpellsKnownFunctionsPerDialect) {
  EXPECT_EQ(on_postgresql(func("now")), "now()");
  EXPECT_EQ(on_sqlite(func("now")), "CURRENT_TIMESTAMP");
  EXPECT_EQ(on_postgresql(func("current_timestamp")), "CURRENT_TIMESTAMP");
  EXPECT_EQ(on_sqlite(func("char_length", {a})), "length(a)");
  EXPECT_EQ(on_postgresql(func("pkg.f", {a, literal(1)})), "pkg.f(a, 1)");
}

TEST(Expression, LeavesTableNamesOutOfDdl) {
  const Expression check = column_of("t", "a") > 5;
  EXPECT_EQ(on_postgresql(check), "t.a > 5");
  EXPECT_EQ(ddl_expression(postgresql::PostgresqlSql(), check), "a > 5");
}

TEST(Expression, SaysWhatADialectCannotWrite) {
  EXPECT_THROW(on_sqlite(extract("century", a)), Error);
  EXPECT_THROW(on_sqlite(next_value("s")), Error);
  EXPECT_EQ(on_postgresql(next_value("s", "S")), "nextval('\"S\".s')");
}

TEST(Statement, ListsTheTablesThatColumnsName) {
  const FromElement t = table("t");
  const FromElement u = table("u", "s");
  EXPECT_EQ(on_postgresql(select({t.c("id"), u.c("n")}).where(t.c("id") == u.c("id"))),
            "SELECT t.id, s.u.n FROM t, s.u WHERE t.id = s.u.id");
  EXPECT_EQ(on_postgresql(select({t.c("id")}).from(t.outer_join(u, t.c("id") == u.c("id")))),
            "SELECT t.id FROM t LEFT OUTER JOIN s.u ON t.id = s.u.id");
}

TEST(Statement, CorrelatesASubqueryWithTheStatementAroundIt) {
  const FromElement t = table("t");
  const FromElement u = table("u");
  EXPECT_EQ(
      on_postgresql(update(t).set(
          {{"n",
            select({func("sum", {u.c("n")})}).where(u.c("id") == t.c("id")).scalar_subquery()}})),
      "UPDATE t SET n=(SELECT sum(u.n) AS sum_1 FROM u WHERE u.id = t.id)");
  EXPECT_EQ(on_postgresql(delete_from(t).where(
                exists(select({literal_column("*")}).where(u.c("id") == t.c("id"))))),
            "DELETE FROM t WHERE EXISTS (SELECT * FROM u WHERE u.id = t.id)");
}

TEST(Statement, NamesSelectsBeforeTheStatement) {
  const FromElement big = select({column_of("t", "id")}).where(column_of("t", "id") > 1).cte("big");
  EXPECT_EQ(on_postgresql(select({big.c("id")})),
            "WITH big AS (SELECT t.id AS id FROM t WHERE t.id > 1) SELECT big.id FROM big");
}

TEST(Statement, LimitsRowsAsTheDialectDoes) {
  const Select query = select({column_of("t", "id")}).limit(5).offset(10);
  EXPECT_EQ(on_postgresql(query), "SELECT t.id FROM t LIMIT 5 OFFSET 10");
  EXPECT_EQ(on_mysql(query), "SELECT t.id FROM t LIMIT 10, 5");
  EXPECT_EQ(on_sqlite(select({column_of("t", "id")}).offset(3)),
            "SELECT t.id FROM t LIMIT -1 OFFSET 3");
}

TEST(Statement, InsertsRowsAndResolvesConflicts) {
  const Insert row = insert("t").values({{"id", 1}, {"n", "x"}});
  EXPECT_EQ(on_postgresql(row.on_conflict_do_update({"id"}, {{"n", proposed("n")}})),
            "INSERT INTO t (id, n) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET n = excluded.n");
  EXPECT_EQ(on_sqlite(row.on_conflict_do_nothing()),
            "INSERT INTO t (id, n) VALUES (1, 'x') ON CONFLICT DO NOTHING");
  EXPECT_EQ(on_mysql(row.on_duplicate_key_update({{"n", proposed("n")}})),
            "INSERT INTO t (id, n) VALUES (1, 'x') ON DUPLICATE KEY UPDATE n = VALUES(n)");
  EXPECT_EQ(on_postgresql(insert("t").rows({{{"id", 1}}, {{"id", 2}}}).returning({column("id")})),
            "INSERT INTO t (id) VALUES (1), (2) RETURNING id");
  EXPECT_EQ(on_mysql(insert("t")), "INSERT INTO t () VALUES ()");
  EXPECT_EQ(on_sqlite(insert("t")), "INSERT INTO t DEFAULT VALUES");
}

TEST(Statement, NamesOtherTablesAsTheDialectDoes) {
  const FromElement t = table("t");
  const FromElement u = table("u");
  const Delete both = delete_from(t).where(t.c("id") == u.c("id"));
  EXPECT_EQ(on_postgresql(both), "DELETE FROM t USING u WHERE t.id = u.id");
  EXPECT_EQ(on_mysql(both), "DELETE FROM t USING t, u WHERE t.id = u.id");
  EXPECT_THROW(on_sqlite(both), Error);
}

}  // namespace
}  // namespace retort
