// SPDX-License-Identifier: MIT
// FROM elements and the clauses around them that the builders of expression.h do not make.
#include "retort/error.h"
#include "retort/expression.h"
#include "retort/expression_node.h"

#include "dialect/postgresql/sql.h"
#include "dialect/sqlite/sql.h"
#include "sql/expression_compiler.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace retort {
namespace {

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

Expression node(expr::Node made) { return Expression(std::move(made)); }

expr::Select selecting(std::vector<Expression> columns) {
  expr::Select made;
  made.columns = std::move(columns);
  return made;
}

Expression column_of_element(const std::string& name, const Expression& from) {
  expr::Column made{name};
  made.from = from;
  return node(std::move(made));
}

TEST(SelectedColumns, OfOneNameGetLabels) {
  const auto selected = [](std::vector<Expression> columns) {
    const std::string text = on_postgresql(node(selecting(std::move(columns))));
    return text.substr(0, text.find(" FROM"));
  };
  const Expression a = column_of("a", "id");
  const Expression b = column_of("b", "id");
  EXPECT_EQ(selected({a, b}), "SELECT a.id, b.id AS id_1");
  EXPECT_EQ(selected({a, a, a}), "SELECT a.id, a.id AS id__1, a.id AS id__2");
  EXPECT_EQ(selected({a, b, a, b}), "SELECT a.id, b.id AS id_1, a.id AS id__1, b.id AS id__2");
  EXPECT_EQ(selected({cast(a, type::Text{}), a}), "SELECT CAST(a.id AS TEXT) AS id, a.id AS id_1");
  EXPECT_EQ(selected({a, cast(a, type::Text{})}), "SELECT a.id, CAST(a.id AS TEXT) AS id__1");
}

TEST(FromClause, LateralSelectSeesTheElementsBesideIt) {
  const FromElement account = table("account");
  expr::Select inner = selecting({column_of("post", "title")});
  inner.where = {column_of("post", "owner") == column_of("account", "id")};
  expr::Alias lateral{expr::Label{"newest"}, node(std::move(inner))};
  lateral.lateral = true;
  const Expression newest = node(std::move(lateral));
  expr::Select outer = selecting({account.c("id"), column_of_element("title", newest)});
  outer.from = {node(expr::Join{account, newest, true_()})};
  EXPECT_EQ(on_postgresql(node(std::move(outer))),
            "SELECT account.id, newest.title FROM account JOIN LATERAL (SELECT post.title AS title "
            "FROM post WHERE post.owner = account.id) AS newest ON true");
}

TEST(FromClause, FunctionAsATableNamesItsColumns) {
  expr::Alias made{expr::Label{"g"}, func("generate_series", {literal(1), literal(3)})};
  made.columns = {{"n", type::Integer{}}, {"position", std::nullopt}};
  made.with_ordinality = true;
  const Expression series = node(std::move(made));
  EXPECT_EQ(on_postgresql(node(selecting({column_of_element("n", series)}))),
            "SELECT g.n FROM generate_series(1, 3) WITH ORDINALITY AS g(n INTEGER, "
            "position)");
}

TEST(FromClause, RowOfAnElementIsItsNameAlone) {
  const Expression values = node(expr::Alias{expr::Label{"v"}, func("unnest", {column("a")})});
  expr::Column row;
  row.from = values;
  row.row = true;
  EXPECT_EQ(on_postgresql(node(selecting({node(std::move(row))}))), "SELECT v FROM unnest(a) AS v");
}

TEST(FromClause, SampleFollowsTheAlias) {
  expr::Alias made{expr::Label{"few"}, table("account")};
  made.sample = expr::Sample{func("bernoulli", {literal_column("10")}), literal_column("7")};
  const Expression few = node(std::move(made));
  EXPECT_EQ(on_postgresql(node(selecting({column_of_element("id", few)}))),
            "SELECT few.id FROM account AS few TABLESAMPLE bernoulli(10) REPEATABLE (7)");
}

TEST(FromClause, MadeUpColumnNamesAreThoseOfTheSelectBelow) {
  const expr::Label label{"count", 7};
  const Expression inner =
      node(selecting({node(expr::Labelled{label, func("count", {column_of("t", "id")})})}));
  const Expression below = node(expr::Alias{expr::Label{"anon", 8}, inner});
  expr::Column outer;
  outer.from = below;
  outer.made_up = label;
  EXPECT_EQ(on_postgresql(node(selecting({node(std::move(outer))}))),
            "SELECT anon_1.count_1 FROM (SELECT count(t.id) AS count_1 FROM t) AS anon_1");
}

TEST(FromClause, AggregateTakesRowsInAnOrder) {
  EXPECT_EQ(
      on_postgresql(func("array_agg", {node(expr::Ordered{column("a"), {column("b").desc()}})})),
      "array_agg(a ORDER BY b DESC)");
}

TEST(FromClause, CorrelationByHandOverridesTheAutomaticOne) {
  const Expression condition = column_of("b", "id") == column_of("a", "id");
  expr::Select inner = selecting({column_of("b", "id")});
  inner.where = {condition};
  expr::Select apart = inner;
  apart.auto_correlate = false;
  expr::Select except = inner;
  except.auto_correlate = false;
  except.correlate_except = {Expression(table("b"))};
  const auto around = [](expr::Select select) {
    expr::Select outer = selecting({column_of("a", "id")});
    outer.where = {node(expr::ScalarSubquery{node(std::move(select))})};
    return on_postgresql(node(std::move(outer)));
  };
  EXPECT_EQ(around(apart), "SELECT a.id FROM a WHERE (SELECT b.id FROM b, a WHERE b.id = a.id)");
  EXPECT_EQ(around(except), "SELECT a.id FROM a WHERE (SELECT b.id FROM b WHERE b.id = a.id)");
}

TEST(FromClause, SelectThatWouldListNothingIsRefused) {
  expr::Select inner = selecting({column_of("a", "id")});
  inner.auto_correlate = false;
  inner.correlate = {Expression(table("a"))};
  expr::Select outer = selecting({column_of("a", "id")});
  outer.where = {node(expr::ScalarSubquery{node(std::move(inner))})};
  EXPECT_THROW(on_postgresql(node(std::move(outer))), Error);
}

TEST(FromClause, ValuesOfNamedSelectsComeFirst) {
  expr::Select named = selecting({column_of("a", "id")});
  named.where = {column_of("a", "id") > 1};
  const Expression cte = node(expr::Cte{expr::Label{"some"}, node(std::move(named))});
  expr::Select outer = selecting({literal(2)});
  outer.where = {ColumnElement(column_of_element("id", cte)) < 3};
  ExpressionOptions options;
  options.literal_binds = false;
  const Statement statement =
      compile_expression(sqlite::SqliteSql(Paramstyle::qmark), node(std::move(outer)), options);
  EXPECT_EQ(fold(statement.sql),
            "WITH some AS (SELECT a.id AS id FROM a WHERE a.id > ?) SELECT ? AS anon_1 FROM some "
            "WHERE some.id < ?");
  const std::vector<Value> expected{Value(1), Value(2), Value(3)};
  EXPECT_EQ(statement.parameters, expected);
}

}  // namespace
}  // namespace retort
