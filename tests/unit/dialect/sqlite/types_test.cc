// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "dialect/sqlite/sql.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace retort::sqlite {
namespace {

const SqliteSql sql;

TEST(SqliteSqlTypes, SurviveTheWayToTextAndBack) {
  for (const char* text : {"INTEGER",      "BIGINT",         "SMALLINT",
                           "VARCHAR",      "VARCHAR(50)",    "CHAR(32)",
                           "TEXT",         "NUMERIC(10, 2)", "FLOAT",
                           "REAL",         "DOUBLE",         "DOUBLE PRECISION",
                           "BOOLEAN",      "DATE",           "TIME",
                           "DATETIME",     "TIMESTAMP",      "BLOB",
                           "JSON",         "VARBINARY(4)",   "MY OWN (1, 2) TYPE",
                           "int unsigned", "DATETIME_CHAR"}) {
    const Type type = parse_type(text);
    EXPECT_EQ(sql.format_type(type), text);
    EXPECT_EQ(parse_type(sql.format_type(type)), type) << text;
  }
}

TEST(SqliteSqlTypes, ReadTheWordsOfTheCatalog) {
  const std::pair<const char*, const char*> cases[] = {{"integer", "INTEGER"},
                                                       {"int", "INTEGER"},
                                                       {"varchar(10)", "VARCHAR(10)"},
                                                       {"decimal(10,5)", "DECIMAL(10, 5)"},
                                                       {"bool", "BOOLEAN"},
                                                       {"", ""}};
  for (const auto& [catalog, text] : cases) EXPECT_EQ(sql.format_type(parse_type(catalog)), text);
}

TEST(SqliteSqlTypes, RefuseAnUnknownType) { EXPECT_THROW(sql.format_type(type::Null{}), Error); }

TEST(SqliteSqlTypes, TakeTheVariantOfTheDialect) {
  const Type type = Type(type::Json{}).with_variant(type::SmallInteger{}, "sqlite");
  EXPECT_EQ(sql.format_type(type), "SMALLINT");
}

}  // namespace
}  // namespace retort::sqlite
