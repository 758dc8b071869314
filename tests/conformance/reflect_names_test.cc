// SPDX-License-Identifier: MIT
// What a database holds, by name, and several tables read together.
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/url.h"

#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace retort {
namespace {

using Names = std::vector<std::string>;

std::unique_ptr<Connection> sqlite_with(const Names& statements) {
  auto connection = dialect("sqlite").connect(Url::parse("sqlite://"));
  for (const auto& sql : statements) connection->run({.sql = sql});
  return connection;
}

std::unique_ptr<Connection> postgresql_with(const Names& statements) {
  const auto url = testing::fresh_postgresql_database();
  if (!url) return nullptr;
  auto connection = dialect("postgresql").connect(Url::parse(*url));
  for (const auto& sql : statements) connection->run({.sql = sql});
  return connection;
}

Names names_of(const std::vector<Table>& tables) {
  Names names;
  for (const Table& table : tables) names.push_back(table.name.name);
  return names;
}

TEST(ReflectNames, SqliteTellsTablesViewsAndTemporaryTablesApart) {
  const auto connection = sqlite_with({"CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                                       "CREATE TABLE a (x INT)", "CREATE TEMP TABLE t (x INT)",
                                       "CREATE VIEW v AS SELECT x FROM a"});
  const Dialect& sqlite = dialect("sqlite");
  EXPECT_EQ(sqlite.names(*connection, NameKind::table), (Names{"a", "b"}));
  EXPECT_EQ(sqlite.names(*connection, NameKind::view), Names{"v"});
  EXPECT_EQ(sqlite.names(*connection, NameKind::temporary_table), Names{"t"});
  EXPECT_EQ(sqlite.names(*connection, NameKind::schema), Names{"main"});
  EXPECT_TRUE(sqlite.names(*connection, NameKind::sequence).empty());
  EXPECT_EQ(sqlite.view_definition(*connection, "v"), "CREATE VIEW v AS SELECT x FROM a");
  EXPECT_FALSE(sqlite.view_definition(*connection, "a"));
}

TEST(ReflectNames, SqliteReadsAViewAsATableWhenItIsToldTo) {
  const auto connection =
      sqlite_with({"CREATE TABLE a (x INTEGER, y TEXT)", "CREATE VIEW v AS SELECT y, x FROM a"});
  const Dialect& sqlite = dialect("sqlite");
  const auto found = sqlite.reflect_tables(*connection, {}, {"v"}, {.verbatim = true});
  ASSERT_EQ(names_of(found), Names{"v"});
  ASSERT_EQ(found[0].columns.size(), 2U);
  EXPECT_EQ(found[0].columns[0].name, "y");
  EXPECT_TRUE(sqlite.reflect_tables(*connection, {}, {"v"}).empty());
}

TEST(ReflectNames, TablesThatAreNotThereAreLeftOut) {
  const auto connection = sqlite_with({"CREATE TABLE a (x INT)"});
  const Dialect& sqlite = dialect("sqlite");
  EXPECT_EQ(names_of(sqlite.reflect_tables(*connection, {}, {"nowhere", "a"})), Names{"a"});
  EXPECT_THROW(sqlite.reflect_table(*connection, "nowhere"), Error);
}

TEST(ReflectNames, ADialectWithoutADriverSaysThatItCannotBeAsked) {
  const auto connection = sqlite_with({});
  EXPECT_THROW(dialect("mysql").names(*connection, NameKind::table), UnsupportedError);
}

TEST(ReflectNames, PostgresqlTellsWhatEachSchemaHas) {
  const auto connection = postgresql_with(
      {"CREATE SCHEMA other", "CREATE TABLE a (id SERIAL PRIMARY KEY)",
       "CREATE TABLE other.b (x int)", "CREATE VIEW v AS SELECT id FROM a", "CREATE SEQUENCE s",
       "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one", "CREATE TYPE mood AS ENUM ('sad', 'ok')"});
  if (!connection) GTEST_SKIP() << "no PostgreSQL server";
  const Dialect& postgresql = dialect("postgresql");
  EXPECT_EQ(postgresql.names(*connection, NameKind::table), Names{"a"});
  EXPECT_EQ(postgresql.names(*connection, NameKind::table, "other"), Names{"b"});
  EXPECT_EQ(postgresql.names(*connection, NameKind::view), Names{"v"});
  EXPECT_EQ(postgresql.names(*connection, NameKind::materialized_view), Names{"m"});
  EXPECT_EQ(postgresql.names(*connection, NameKind::sequence), (Names{"a_id_seq", "s"}));
  EXPECT_EQ(postgresql.names(*connection, NameKind::schema),
            (Names{"information_schema", "other", "public"}));
  EXPECT_EQ(postgresql.default_schema(*connection), "public");
  ASSERT_EQ(postgresql.reflect_enums(*connection, {}).size(), 1U);
  EXPECT_EQ(postgresql.reflect_enums(*connection, {})[0].values, (Names{"sad", "ok"}));
  EXPECT_TRUE(postgresql.reflect_enums(*connection, "other").empty());
}

TEST(ReflectNames, PostgresqlReadsManyTablesWithTheQueriesOfOne) {
  const auto connection =
      postgresql_with({"CREATE TABLE a (id int PRIMARY KEY)",
                       "CREATE TABLE b (id int REFERENCES a)", "CREATE TABLE c (id int UNIQUE)"});
  if (!connection) GTEST_SKIP() << "no PostgreSQL server";
  const Dialect& postgresql = dialect("postgresql");
  auto before = connection->round_trips();
  EXPECT_EQ(postgresql.reflect_tables(*connection, {}, {"a"}).size(), 1U);
  const auto for_one = connection->round_trips() - before;
  before = connection->round_trips();
  EXPECT_EQ(postgresql.reflect_tables(*connection, {}, {"a", "b", "c"}).size(), 3U);
  EXPECT_EQ(connection->round_trips() - before, for_one);
}

TEST(ReflectNames, PostgresqlShowsTheDefaultOfASerialColumnWhenItIsToldTo) {
  const auto connection = postgresql_with({"CREATE TABLE a (id SERIAL PRIMARY KEY)"});
  if (!connection) GTEST_SKIP() << "no PostgreSQL server";
  const Dialect& postgresql = dialect("postgresql");
  EXPECT_FALSE(postgresql.reflect_table(*connection, "a").columns[0].server_default);
  const Table found = postgresql.reflect_table(*connection, "a", {.verbatim = true});
  EXPECT_TRUE(found.columns[0].server_default);
}

}  // namespace
}  // namespace retort
