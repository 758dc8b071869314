// SPDX-License-Identifier: MIT
#include "sql/version_statements.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(VersionStatements, TheTableHasAKeyUnlessToldNot) {
  VersionTableShape table;
  const CompiledScript with_key =
      dialect("postgresql").compile(create_version_table(table), CompileOptions{});
  EXPECT_EQ(with_key.statements.at(0).sql,
            "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\tCONSTRAINT "
            "alembic_version_pkc PRIMARY KEY (version_num)\n)");
  table.primary_key = false;
  table.schema = "vs";
  table.name = "vt";
  const CompiledScript without =
      dialect("sqlite").compile(create_version_table(table), CompileOptions{});
  EXPECT_EQ(without.statements.at(0).sql,
            "CREATE TABLE vs.vt (\n\tversion_num VARCHAR(32) NOT NULL\n)");
}

TEST(VersionStatements, InsertReturnsTheKeyWhereAlembicWritesSo) {
  const VersionTableShape table;
  EXPECT_EQ(insert_version(dialect("postgresql"), table, "aa"),
            "INSERT INTO alembic_version (version_num) VALUES ('aa') RETURNING "
            "alembic_version.version_num");
  EXPECT_EQ(insert_version(dialect("sqlite"), table, "aa"),
            "INSERT INTO alembic_version (version_num) VALUES ('aa') RETURNING version_num");
  EXPECT_EQ(insert_version(dialect("mysql"), table, "aa"),
            "INSERT INTO alembic_version (version_num) VALUES ('aa')");
  EXPECT_EQ(insert_version(dialect("mssql"), table, "aa"),
            "INSERT INTO alembic_version (version_num) OUTPUT inserted.version_num VALUES ('aa')");
  EXPECT_EQ(insert_version(dialect("oracle"), table, "aa"),
            "INSERT INTO alembic_version (version_num) VALUES ('aa') RETURNING "
            "alembic_version.version_num INTO :ret_0");
  EXPECT_EQ(insert_version(dialect("postgresql"), VersionTableShape{.primary_key = false}, "aa"),
            "INSERT INTO alembic_version (version_num) VALUES ('aa')");
}

TEST(VersionStatements, ColumnsAreQualifiedAndNamesQuoted) {
  const VersionTableShape table{.name = "Vt", .schema = "vs"};
  EXPECT_EQ(update_version(dialect("postgresql"), table, "a'", "b"),
            "UPDATE vs.\"Vt\" SET version_num='b' WHERE vs.\"Vt\".version_num = 'a'''");
  EXPECT_EQ(delete_version(dialect("postgresql"), table, "a"),
            "DELETE FROM vs.\"Vt\" WHERE vs.\"Vt\".version_num = 'a'");
  EXPECT_EQ(select_versions(dialect("mysql"), VersionTableShape{}),
            "SELECT alembic_version.version_num FROM alembic_version");
}

}  // namespace
}  // namespace retort
