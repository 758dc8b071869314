// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "dialect/mssql/sql.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace retort::mssql {
namespace {

const MssqlSql sql;

TEST(MssqlSqlTypes, SurviveTheWayToTextAndBack) {
  for (const char* text : {"INTEGER",
                           "BIGINT",
                           "TINYINT",
                           "VARCHAR(50)",
                           "VARCHAR(max)",
                           "NVARCHAR(20)",
                           "CHAR(3)",
                           "NCHAR(3)",
                           "TEXT",
                           "NTEXT",
                           "NUMERIC(10, 2)",
                           "DECIMAL(5)",
                           "FLOAT(53)",
                           "REAL",
                           "DOUBLE PRECISION",
                           "DATETIME",
                           "DATETIME2(7)",
                           "DATETIMEOFFSET",
                           "SMALLDATETIME",
                           "TIME(3)",
                           "DATE",
                           "BIT",
                           "MONEY",
                           "VARBINARY(16)",
                           "BINARY(16)",
                           "IMAGE",
                           "UNIQUEIDENTIFIER",
                           "ROWVERSION",
                           "XML",
                           "SQL_VARIANT",
                           "geography"}) {
    const Type type = parse_type(text);
    EXPECT_EQ(sql.format_type(type), text);
    EXPECT_EQ(parse_type(sql.format_type(type)), type) << text;
  }
}

TEST(MssqlSqlTypes, ReadTheWordsOfTheCatalog) {
  const std::pair<const char*, const char*> cases[] = {{"int", "INTEGER"},
                                                       {"nvarchar(max)", "NVARCHAR(max)"},
                                                       {"char", "CHAR(1)"},
                                                       {"datetime2(3)", "DATETIME2(3)"}};
  for (const auto& [catalog, text] : cases) EXPECT_EQ(sql.format_type(parse_type(catalog)), text);
}

TEST(MssqlSqlTypes, AreThoseThatServersOfEveryVersionKnow) {
  EXPECT_EQ(sql.format_type(type::Date{}), "DATETIME");
  EXPECT_EQ(sql.format_type(type::DateTime{.timezone = true}), "DATETIMEOFFSET");
  EXPECT_EQ(sql.format_type(type::Text{}), "TEXT");
  EXPECT_EQ(sql.format_type(type::UnicodeText{}), "NTEXT");
  EXPECT_EQ(sql.format_type(type::LargeBinary{.length = 5}), "IMAGE");
  EXPECT_EQ(sql.format_type(type::Boolean{}), "BIT");
  EXPECT_EQ(sql.format_type(type::Uuid{}), "UNIQUEIDENTIFIER");
  EXPECT_EQ(sql.format_type(type::Uuid{.native_uuid = false}), "CHAR(32)");
  EXPECT_EQ(sql.format_type(type::String{}), "VARCHAR(max)");
  EXPECT_EQ(sql.format_type(type::String{.length = 9, .collation = "Latin1_General_BIN"}),
            "VARCHAR(9) COLLATE Latin1_General_BIN");
  EXPECT_EQ(sql.format_type(type::Enum{.values = {"a", "bcd"}}), "VARCHAR(3)");
}

TEST(MssqlSqlTypes, RefuseThoseOfOtherDatabases) {
  EXPECT_THROW(sql.format_type(type::Null{}), Error);
  EXPECT_THROW(sql.format_type(type::Array{.item = Type(type::Integer{})}), UnsupportedError);
}

}  // namespace
}  // namespace retort::mssql
