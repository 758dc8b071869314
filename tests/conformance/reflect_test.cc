// SPDX-License-Identifier: MIT
// Tables read from live databases: what was created is what is found, and creating what was found
// gives the same again.
#include "dialect/postgresql/reflect.h"

#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/url.h"

#include "dialect/sqlite/reflect.h"
#include "schema/lookup.h"
#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace retort {
namespace {

struct Database {
  const Dialect* dialect = nullptr;
  std::unique_ptr<Connection> connection;

  void run(const std::string& sql) const { connection->run({.sql = sql}); }
  void run(const Operation& operation) const {
    const CompileOptions options{.literal_binds = true, .offline = false};
    for (const auto& statement : dialect->compile(operation, options).statements) {
      connection->run(statement);
    }
  }
  Table reflect(const TableName& name) const { return dialect->reflect_table(*connection, name); }
  void create(const Table& table) const { run(op::CreateTable{.table = table}); }
};

Database sqlite_database() {
  const auto& sqlite = dialect("sqlite");
  return {&sqlite, sqlite.connect(Url::parse("sqlite://"))};
}

std::optional<Database> postgresql_database() {
  const auto url = testing::fresh_postgresql_database();
  if (!url) return std::nullopt;
  const auto& postgresql = dialect("postgresql");
  return Database{&postgresql, postgresql.connect(Url::parse(*url))};
}

// A table that both databases can have, as reflection says it.
Table account() {
  Table table{.name = "account"};
  table.columns = {Column{.name = "id", .type = type::Integer{}, .nullable = false},
                   Column{.name = "name", .type = type::String{.length = 50}, .nullable = false},
                   Column{.name = "Full Name", .type = type::Text{}, .nullable = true},
                   Column{.name = "owner_id", .type = type::Integer{}, .nullable = true}};
  table.columns[0].primary_key = true;
  table.columns[1].server_default = ServerDefault("it's 12:30");
  ForeignKey key{.name = Name("fk_owner", true), .columns = {"owner_id"}};
  key.referred_table = "owner";
  key.referred_columns = {"id"};
  key.rules.ondelete = "SET NULL";
  key.rules.deferrable = true;
  key.rules.initially = "DEFERRED";
  table.constraints = {PrimaryKey{.name = Name("pk_account", true), .columns = {"id"}},
                       Unique{.name = Name("uq_name", true), .columns = {"name", "owner_id"}}, key,
                       Check{.name = Name("ck_name", true), .condition = text("length(name) > 0")}};
  Index lower{.name = Name("ix_lower", true)};
  lower.elements = {IndexElement(text("lower(\"Full Name\")"))};
  table.indexes = {
      lower,
      Index{.name = Name("ix_owner", true), .elements = {"owner_id", "name"}, .unique = true}};
  return table;
}

// What names, keys and options are; types and texts have each database's own spelling.
void expect_same_shape(const Table& wanted, const Table& found) {
  ASSERT_EQ(wanted.columns.size(), found.columns.size());
  for (std::size_t i = 0; i < wanted.columns.size(); ++i) {
    EXPECT_EQ(wanted.columns[i].name, found.columns[i].name);
    EXPECT_EQ(wanted.columns[i].is_nullable(), found.columns[i].is_nullable());
    EXPECT_EQ(wanted.columns[i].primary_key, found.columns[i].primary_key);
    EXPECT_EQ(wanted.columns[i].server_default.has_value(),
              found.columns[i].server_default.has_value());
  }
  ASSERT_EQ(wanted.constraints.size(), found.constraints.size());
  for (const auto& constraint : wanted.constraints) {
    const auto* other = find_constraint(found, name_of(constraint)->text);
    ASSERT_TRUE(other) << name_of(constraint)->text;
    if (!std::holds_alternative<Check>(constraint)) {
      EXPECT_EQ(*other, constraint) << name_of(constraint)->text;
    }
  }
  EXPECT_EQ(wanted.indexes, found.indexes);
}

void expect_found_as_created(const Database& database) {
  database.run("CREATE TABLE owner (id INTEGER PRIMARY KEY)");
  database.create(account());
  const auto found = database.reflect("account");
  expect_same_shape(account(), found);
  // Once more, from what was found.
  database.run(op::DropTable{.table = "account"});
  database.create(found);
  EXPECT_EQ(database.reflect("account"), found);
}

void expect_missing_tables_are_named(const Database& database) {
  EXPECT_FALSE(database.dialect->has_table(*database.connection, "nope"));
  try {
    database.reflect("nope");
    FAIL() << "no failure";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::no_such_table);
    EXPECT_STREQ(error.what(), "nope");
  }
}

TEST(ReflectSqlite, FindsWhatWasCreated) { expect_found_as_created(sqlite_database()); }

TEST(ReflectSqlite, SaysThatATableIsMissing) { expect_missing_tables_are_named(sqlite_database()); }

TEST(ReflectSqlite, GivesBackEveryClauseOfATable) {
  const auto database = sqlite_database();
  database.run("CREATE TABLE o (x INTEGER PRIMARY KEY)");
  database.run(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, i INT, v VARCHAR(5) COLLATE NOCASE "
      "DEFAULT 'a:b', odd WEIRD TYPE(3), n NUMERIC(10,2) NOT NULL ON CONFLICT REPLACE DEFAULT 0, "
      "none, d DATETIME DEFAULT (datetime('now')), g INT GENERATED ALWAYS AS (i * 2) STORED, f INT "
      "REFERENCES o ON UPDATE CASCADE, flag BOOLEAN, CHECK (flag IN (0, 1)), CHECK (i > 0), UNIQUE "
      "(i, v) ON CONFLICT IGNORE)");
  const auto found = database.reflect("t");
  database.run("CREATE INDEX ix ON t (v DESC, lower(v)) WHERE i > 1");
  auto with_index = database.reflect("t");
  EXPECT_EQ(with_index.indexes.size(), 1U);
  database.run("DROP TABLE t");
  database.create(with_index);
  auto again = database.reflect("t");
  EXPECT_EQ(again.indexes, with_index.indexes);
  again.indexes.clear();
  EXPECT_EQ(again, found);
  EXPECT_EQ(find_column(found, "i")->type, Type(type::Verbatim{.text = "INT"}));
}

TEST(ReflectSqlite, ReadsAWholeDatabase) {
  const auto database = sqlite_database();
  for (int i = 0; i < 20; ++i) {
    database.run("CREATE TABLE t" + std::to_string(i) + " (id INTEGER PRIMARY KEY, n INT)");
    database.run("CREATE INDEX ix" + std::to_string(i) + " ON t" + std::to_string(i) + " (n)");
  }
  database.run("CREATE VIRTUAL TABLE words USING fts5(word)");
  const auto schema = sqlite::reflect_schema(*database.connection);
  ASSERT_EQ(schema.tables.size(), 20U);
  for (const auto& table : schema.tables) {
    EXPECT_EQ(table.indexes.size(), 1U);
    EXPECT_EQ(table, database.reflect(table.name));
  }
}

TEST(ReflectSqlite, FindsTablesOfOtherFilesAndTemporaryOnes) {
  const auto database = sqlite_database();
  database.run("ATTACH ':memory:' AS aux");
  database.run("CREATE TABLE aux.o (id INTEGER PRIMARY KEY)");
  database.run("CREATE TABLE aux.t (id INTEGER PRIMARY KEY, o_id INT REFERENCES o (id))");
  database.run("CREATE TEMP TABLE fleeting (a INT)");
  const auto found = database.reflect({"t", "aux"});
  EXPECT_EQ(std::get<ForeignKey>(found.constraints.back()).referred_table, TableName("o", "aux"));
  EXPECT_TRUE(database.dialect->has_table(*database.connection, {"t", "aux"}));
  EXPECT_FALSE(database.dialect->has_table(*database.connection, "nope"));
  EXPECT_EQ(database.reflect("fleeting").columns.size(), 1U);
}

class ReflectPostgresql : public ::testing::Test {
 protected:
  void SetUp() override {
    auto database = postgresql_database();
    if (!database) GTEST_SKIP() << "no PostgreSQL server";
    database_ = std::move(*database);
  }
  Database database_;
};

TEST_F(ReflectPostgresql, FindsWhatWasCreated) { expect_found_as_created(database_); }

TEST_F(ReflectPostgresql, SaysThatATableIsMissing) { expect_missing_tables_are_named(database_); }

TEST_F(ReflectPostgresql, GivesBackEveryClauseOfATable) {
  database_.run("CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s')");
  database_.run("CREATE SCHEMA crm");
  database_.run("CREATE TYPE crm.size AS ENUM ('s', 'l')");
  database_.run("CREATE DOMAIN positive AS integer CHECK (VALUE > 0)");
  database_.run("CREATE TABLE crm.o (id integer PRIMARY KEY, b integer, UNIQUE (id, b))");
  database_.run(
      "CREATE TABLE t (id serial PRIMARY KEY, m mood DEFAULT 'ok', ms mood[], z crm.size, p "
      "positive, n numeric(10,2) NOT NULL, v varchar(20) COLLATE \"C\", at timestamptz DEFAULT "
      "now(), j jsonb, a integer[], k integer GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 2), "
      "g "
      "integer GENERATED ALWAYS AS (3 * 2) STORED, o_id integer, o_b integer, r int4range, "
      "CONSTRAINT ck CHECK (n > 0) NO INHERIT, CONSTRAINT fk FOREIGN KEY (o_id, o_b) REFERENCES "
      "crm.o (id, b) "
      "MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL (o_id) DEFERRABLE INITIALLY DEFERRED, "
      "CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (n) INCLUDE (v), CONSTRAINT ex EXCLUDE USING gist "
      "(r "
      "WITH &&) WHERE (n > 1))");
  database_.run("COMMENT ON TABLE t IS 'about t'");
  database_.run("COMMENT ON COLUMN t.n IS 'about n'");
  database_.run(
      "CREATE UNIQUE INDEX ix1 ON t USING btree (lower(v) text_pattern_ops, n DESC NULLS LAST, v "
      "COLLATE \"POSIX\") INCLUDE (m) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE (n > 2)");
  database_.run("CREATE INDEX ix2 ON t USING gin (j jsonb_path_ops)");
  database_.run("CREATE INDEX ix3 ON t (v varchar_pattern_ops)");
  const auto found = database_.reflect("t");
  EXPECT_EQ(found.comment, "about t");
  EXPECT_EQ(find_column(found, "n")->comment, "about n");
  EXPECT_FALSE(find_column(found, "id")->server_default);
  EXPECT_EQ(std::get<type::Enum>(find_column(found, "m")->type.kind).values,
            (std::vector<std::string>{"sad", "ok", "it's"}));
  const auto& identity = std::get<Identity>(*find_column(found, "k")->server_default);
  EXPECT_EQ(identity, (Identity{.always = true, .options = {.start = 5, .increment = 2}}));
  EXPECT_EQ(found.constraints.size(), 5U);
  EXPECT_EQ(found.indexes.size(), 3U);
  database_.run("DROP TABLE t");
  database_.create(found);
  const auto again = database_.reflect("t");
  EXPECT_EQ(again.columns, found.columns);
  EXPECT_EQ(again.constraints, found.constraints);
  EXPECT_EQ(again.indexes, found.indexes);
  EXPECT_EQ(again, found);
}

TEST_F(ReflectPostgresql, ReadsAWholeSchemaInAFixedNumberOfRoundTrips) {
  const auto trips_for = [&](int tables) {
    for (int i = 0; i < tables; ++i) {
      const auto name = "t" + std::to_string(i);
      database_.run("CREATE TABLE IF NOT EXISTS " + name +
                    " (id serial PRIMARY KEY, n int UNIQUE)");
      database_.run("CREATE INDEX IF NOT EXISTS ix_" + name + " ON " + name + " (n)");
    }
    const auto before = database_.connection->round_trips();
    const auto schema = postgresql::reflect_schema(*database_.connection);
    EXPECT_EQ(schema.tables.size(), static_cast<std::size_t>(tables));
    for (const auto& table : schema.tables) EXPECT_EQ(table.indexes.size(), 1U);
    EXPECT_TRUE(schema.sequences.empty());
    return database_.connection->round_trips() - before;
  };
  const auto few = trips_for(2);
  EXPECT_EQ(trips_for(20), few);
}

TEST_F(ReflectPostgresql, LeavesTheSettingsOfATransactionAsTheyWere) {
  database_.run("CREATE TABLE t (id int PRIMARY KEY)");
  const auto jit = [&] {
    return database_.connection->run({.sql = "SELECT current_setting('jit')"}).scalar();
  };
  const auto reflect = [&] {
    return dialect("postgresql")
        .reflect_tables(*database_.connection, {}, {}, {.comparing = true})
        .size();
  };
  for (const char* setting : {"on", "off"}) {
    database_.run(std::string("SET jit = ") + setting);
    EXPECT_EQ(reflect(), 1U);
    EXPECT_EQ(jit(), Value(setting));
    database_.connection->begin();
    EXPECT_EQ(reflect(), 1U);
    EXPECT_EQ(jit(), Value(setting));
    database_.connection->commit();
    EXPECT_EQ(jit(), Value(setting));
  }
}

TEST_F(ReflectPostgresql, ReadsTheExpressionsOfGeneratedColumnsAndOfDefaults) {
  database_.run(
      "CREATE TABLE t (id bigserial PRIMARY KEY, n int DEFAULT 1 + 1, day date DEFAULT "
      "CURRENT_DATE, twice int GENERATED ALWAYS AS (n * 2) STORED)");
  const auto tables =
      dialect("postgresql").reflect_tables(*database_.connection, {}, {}, {.comparing = true});
  ASSERT_EQ(tables.size(), 1U);
  const auto text_of = [&](std::size_t column) {
    const auto& value = tables[0].columns[column].server_default;
    const auto* computed = value ? std::get_if<Computed>(&*value) : nullptr;
    const auto* expression = computed ? &computed->expression
                             : value  ? std::get_if<Expression>(&*value)
                                      : nullptr;
    return expression ? dialect("postgresql").compile(*expression, {}).sql : std::string();
  };
  EXPECT_EQ(text_of(0), "nextval('t_id_seq'::regclass)");
  EXPECT_EQ(text_of(1), "(1 + 1)");
  EXPECT_EQ(text_of(2), "CURRENT_DATE");
  EXPECT_EQ(text_of(3), "(n * 2)");
}

TEST_F(ReflectPostgresql, LeavesOutPartitionsViewsAndSequencesThatAreOwned) {
  database_.run("CREATE TABLE p (id integer, n integer) PARTITION BY RANGE (n)");
  database_.run("CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)");
  database_.run("CREATE VIEW v AS SELECT 1 AS one");
  database_.run("CREATE SEQUENCE own");
  database_.run("CREATE TABLE t (id serial)");
  const auto schema = postgresql::reflect_schema(*database_.connection);
  ASSERT_EQ(schema.tables.size(), 2U);
  EXPECT_EQ(text_option(schema.tables[0].options, "postgresql_partition_by"), "RANGE (n)");
  ASSERT_EQ(schema.sequences.size(), 1U);
  EXPECT_EQ(schema.sequences[0].name, "own");
}

}  // namespace
}  // namespace retort
