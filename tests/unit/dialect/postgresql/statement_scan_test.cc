// SPDX-License-Identifier: MIT
#include "dialect/postgresql/statement_scan.h"

#include <gtest/gtest.h>

namespace retort::postgresql {
namespace {

TEST(StatementScan, SeesOneStatement) {
  for (const char* sql :
       {"SELECT 1", "SELECT 1;", "SELECT 1; -- done;\n /* ; /* ; */ ; */ ", "SELECT 'a;b''c;'",
        "SELECT E'\\';'", "SELECT \"a;b\"", "CREATE FUNCTION f() AS $$ a; b; $$ LANGUAGE sql",
        "DO $x$ a; $$ ; $x$", "SELECT 1 -- a;b", "SELECT $1, a$b", ""}) {
    EXPECT_TRUE(is_single_statement(sql)) << sql;
  }
}

TEST(StatementScan, SeesSeveral) {
  for (const char* sql : {"SELECT 1; SELECT 2", "SELECT ';'; SELECT 2", "SELECT '\\'; SELECT 2",
                          "BEGIN ATOMIC SELECT 1; END", "SELECT 1 /* ; */ ; x"}) {
    EXPECT_FALSE(is_single_statement(sql)) << sql;
  }
}

TEST(StatementScan, FindsTheFirstWord) {
  EXPECT_EQ(first_word(" -- x\n /* y */ COPY t FROM STDIN"), "copy");
  EXPECT_EQ(first_word("(select 1)"), "");
}

}  // namespace
}  // namespace retort::postgresql
