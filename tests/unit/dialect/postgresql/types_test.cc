// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "dialect/postgresql/sql.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace retort::postgresql {
namespace {

const PostgresqlSql sql;

TEST(PostgresqlSqlTypes, SurviveTheWayToTextAndBack) {
  for (const char* text : {"INTEGER",
                           "BIGINT",
                           "SMALLINT",
                           "VARCHAR",
                           "VARCHAR(50)",
                           "CHAR(3)",
                           "TEXT",
                           "NUMERIC",
                           "NUMERIC(10, 2)",
                           "NUMERIC(5)",
                           "REAL",
                           "DOUBLE PRECISION",
                           "BOOLEAN",
                           "DATE",
                           "TIMESTAMP WITHOUT TIME ZONE",
                           "TIMESTAMP(3) WITH TIME ZONE",
                           "TIME WITH TIME ZONE",
                           "TIME(0) WITHOUT TIME ZONE",
                           "INTERVAL",
                           "INTERVAL DAY TO SECOND (3)",
                           "UUID",
                           "JSON",
                           "JSONB",
                           "BYTEA",
                           "INET",
                           "CIDR",
                           "MACADDR",
                           "TSVECTOR",
                           "HSTORE",
                           "CITEXT",
                           "MONEY",
                           "OID",
                           "BIT(4)",
                           "BIT VARYING(8)",
                           "INT4RANGE",
                           "TSTZMULTIRANGE",
                           "INTEGER[]",
                           "VARCHAR(5)[][]",
                           "geometry(Point,4326)",
                           "app.\"Mood\""}) {
    const Type type = parse_type(text);
    EXPECT_EQ(sql.format_type(type), text);
    EXPECT_EQ(parse_type(sql.format_type(type)), type) << text;
  }
}

TEST(PostgresqlSqlTypes, ReadTheWordsOfTheCatalog) {
  const std::pair<const char*, const char*> cases[] = {
      {"character varying(50)", "VARCHAR(50)"},
      {"timestamp(3) with time zone", "TIMESTAMP(3) WITH TIME ZONE"},
      {"double precision", "DOUBLE PRECISION"},
      {"numeric(10,2)", "NUMERIC(10, 2)"},
      {"integer[]", "INTEGER[]"},
      {"bit varying(5)", "BIT VARYING(5)"},
      {"interval year to month", "INTERVAL YEAR TO MONTH"},
      {"bool", "BOOLEAN"}};
  for (const auto& [catalog, text] : cases) EXPECT_EQ(sql.format_type(parse_type(catalog)), text);
}

TEST(PostgresqlSqlTypes, RefuseAnUnknownType) {
  EXPECT_THROW(sql.format_type(type::Null{}), Error);
}

TEST(PostgresqlSqlTypes, TakeTheVariantOfTheDialect) {
  const Type type = Type(type::Json{}).with_variant(type::SmallInteger{}, "postgresql");
  EXPECT_EQ(sql.format_type(type), "SMALLINT");
}

}  // namespace
}  // namespace retort::postgresql
