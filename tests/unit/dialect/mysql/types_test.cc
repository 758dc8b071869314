// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "dialect/mysql/sql.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace retort::mysql {
namespace {

const MysqlSql sql;

TEST(MysqlSqlTypes, SurviveTheWayToTextAndBack) {
  for (const char* text : {"INTEGER",
                           "BIGINT UNSIGNED",
                           "TINYINT(1)",
                           "INTEGER(10) UNSIGNED ZEROFILL",
                           "VARCHAR(50)",
                           "VARCHAR(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                           "CHAR(3)",
                           "TEXT",
                           "TEXT(10)",
                           "MEDIUMTEXT",
                           "LONGBLOB",
                           "BLOB",
                           "NUMERIC(10, 2)",
                           "DECIMAL(5) UNSIGNED",
                           "DOUBLE",
                           "DOUBLE(5, 2)",
                           "FLOAT(5)",
                           "DATETIME",
                           "DATETIME(6)",
                           "TIMESTAMP(3)",
                           "TIME",
                           "DATE",
                           "YEAR",
                           "JSON",
                           "BIT(8)",
                           "VARBINARY(16)",
                           "ENUM('a','b''s')",
                           "SET('x','y')",
                           "geometry"}) {
    const Type type = parse_type(text);
    EXPECT_EQ(sql.format_type(type), text);
    EXPECT_EQ(parse_type(sql.format_type(type)), type) << text;
  }
}

TEST(MysqlSqlTypes, ReadTheWordsOfTheCatalog) {
  const std::pair<const char*, const char*> cases[] = {{"int", "INTEGER"},
                                                       {"int(10) unsigned", "INTEGER(10) UNSIGNED"},
                                                       {"varchar(20)", "VARCHAR(20)"},
                                                       {"enum('a','b')", "ENUM('a','b')"},
                                                       {"double unsigned", "DOUBLE UNSIGNED"},
                                                       {"tinyint(1)", "TINYINT(1)"}};
  for (const auto& [catalog, text] : cases) EXPECT_EQ(sql.format_type(parse_type(catalog)), text);
}

TEST(MysqlSqlTypes, RefuseAnUnknownType) { EXPECT_THROW(sql.format_type(type::Null{}), Error); }

TEST(MysqlSqlTypes, TakeTheVariantOfTheDialect) {
  const Type type = Type(type::Json{}).with_variant(type::SmallInteger{}, "mysql");
  EXPECT_EQ(sql.format_type(type), "SMALLINT");
}

}  // namespace
}  // namespace retort::mysql
