// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "dialect/oracle/sql.h"

#include <gtest/gtest.h>

#include <string>

namespace retort::oracle {
namespace {

const OracleSql sql;

TEST(OracleSqlTypes, SurviveTheWayToTextAndBack) {
  for (const char* text : {"INTEGER",
                           "NUMBER",
                           "NUMBER(10)",
                           "NUMBER(10, 0)",
                           "NUMERIC(10, 2)",
                           "FLOAT",
                           "FLOAT(63)",
                           "BINARY_DOUBLE",
                           "DOUBLE PRECISION",
                           "VARCHAR2(50 CHAR)",
                           "VARCHAR2(50 BYTE)",
                           "VARCHAR(50 CHAR)",
                           "NVARCHAR2(20)",
                           "CHAR(3)",
                           "CLOB",
                           "NCLOB",
                           "BLOB",
                           "RAW(16)",
                           "LONG",
                           "ROWID",
                           "DATE",
                           "TIMESTAMP",
                           "TIMESTAMP WITH TIME ZONE",
                           "TIMESTAMP WITH LOCAL TIME ZONE",
                           "TIMESTAMP(3) WITH TIME ZONE",
                           "SDO_GEOMETRY"}) {
    const Type type = parse_type(text);
    EXPECT_EQ(sql.format_type(type), text);
    EXPECT_EQ(parse_type(sql.format_type(type)), type) << text;
  }
}

TEST(OracleSqlTypes, CountCharactersAndKeepTimeInDates) {
  EXPECT_EQ(sql.format_type(type::String{.length = 20}), "VARCHAR2(20 CHAR)");
  EXPECT_EQ(sql.format_type(type::String{}), "VARCHAR2");
  EXPECT_EQ(sql.format_type(type::Enum{.values = {"a", "bcd"}}), "VARCHAR(3 CHAR)");
  EXPECT_EQ(sql.format_type(type::DateTime{}), "DATE");
  EXPECT_EQ(sql.format_type(type::BigInteger{}), "NUMBER(19)");
  EXPECT_EQ(sql.format_type(type::Boolean{}), "SMALLINT");
  EXPECT_EQ(sql.format_type(type::Interval{.second_precision = 3, .day_precision = 2}),
            "INTERVAL DAY(2) TO SECOND(3)");
}

TEST(OracleSqlTypes, TakeNoDecimalPrecisionForBinaryOne) {
  EXPECT_EQ(sql.format_type(type::Float{}), "FLOAT");
  try {
    sql.format_type(type::Float{.precision = 24});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::argument);
    EXPECT_NE(std::string(error.what()).find("oracle.FLOAT(binary_precision=79)"),
              std::string::npos)
        << error.what();
  }
}

TEST(OracleSqlTypes, RefuseThoseThatTheDatabaseDoesNotHave) {
  EXPECT_THROW(sql.format_type(type::Null{}), Error);
  EXPECT_THROW(sql.format_type(type::Json{}), UnsupportedError);
  EXPECT_THROW(sql.format_type(type::Native{.dialect = "oracle", .name = "BFILE"}),
               UnsupportedError);
}

}  // namespace
}  // namespace retort::oracle
