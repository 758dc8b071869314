// SPDX-License-Identifier: MIT
// Tables as a comparison with models reads them.
#include "retort/dialect.h"
#include "retort/url.h"

#include "schema/lookup.h"
#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

using Names = std::vector<std::string>;

/// Counts how often it is asked.
class CountingConnection final : public Connection {
 public:
  explicit CountingConnection(std::unique_ptr<Connection> inner) : inner_(std::move(inner)) {}

  std::string_view dialect_name() const override { return inner_->dialect_name(); }
  std::string display_url() const override { return inner_->display_url(); }
  int server_version() const override { return inner_->server_version(); }
  Result run(const Statement& statement) override {
    ++queries;
    return inner_->run(statement);
  }
  std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                      const BatchProgress& progress) override {
    return inner_->run_batch(statements, progress);
  }
  void read(const std::vector<Statement>& statements, const RowVisitor& visit) override {
    ++queries;
    inner_->read(statements, visit);
  }
  void begin() override { inner_->begin(); }
  void commit() override { inner_->commit(); }
  void rollback() override { inner_->rollback(); }
  bool in_transaction() const override { return inner_->in_transaction(); }

  int queries = 0;

 private:
  std::unique_ptr<Connection> inner_;
};

std::unique_ptr<CountingConnection> connect(const std::string& url, const Names& statements) {
  const auto parsed = Url::parse(url);
  auto connection = dialect(parsed.dialect).connect(parsed);
  for (const auto& sql : statements) connection->run({.sql = sql});
  return std::make_unique<CountingConnection>(std::move(connection));
}

std::vector<Table> reflect(Connection& connection,
                           const std::optional<std::string>& in_schema = {}) {
  return dialect(connection.dialect_name())
      .reflect_tables(connection, in_schema, {}, {.comparing = true});
}

Names names_of(const std::vector<Table>& tables) {
  Names names;
  for (const auto& table : tables) names.push_back(table.name.name);
  return names;
}

std::string default_of(Connection& connection, const Column& column) {
  const auto* value =
      column.server_default ? std::get_if<Expression>(&*column.server_default) : nullptr;
  return value ? dialect(connection.dialect_name()).compile(*value, {}).sql : "none";
}

int queries_for(CountingConnection& connection, int tables) {
  for (int i = 0; i < tables; ++i) {
    const auto name = "t" + std::to_string(tables) + "_" + std::to_string(i);
    connection.run(
        {.sql = "CREATE TABLE " + name +
                " (id INTEGER PRIMARY KEY, a VARCHAR(5) UNIQUE, b INTEGER CHECK (b > 0), "
                "p INTEGER REFERENCES base (id))"});
    connection.run({.sql = "CREATE INDEX ix_" + name + " ON " + name + " (b)"});
  }
  const int before = connection.queries;
  EXPECT_GE(reflect(connection).size(), static_cast<std::size_t>(tables));
  return connection.queries - before;
}

TEST(ReflectComparing, AsksAsOftenForManyTablesAsForOneOnSqlite) {
  const auto connection = connect("sqlite://", {"CREATE TABLE base (id INTEGER PRIMARY KEY)"});
  const int few = queries_for(*connection, 2);
  EXPECT_LE(few, 3);
  EXPECT_EQ(queries_for(*connection, 20), few);
}

TEST(ReflectComparing, SqliteShowsTypesAndDefaultsAsSqliteItselfTells) {
  const auto connection = connect(
      "sqlite://",
      {"CREATE TABLE p (a INT, b VARCHAR(5), PRIMARY KEY (b DESC, a)) WITHOUT ROWID",
       "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, at DATETIME DEFAULT "
       "(datetime('now')), n VARCHAR (20) COLLATE NOCASE DEFAULT 'x', g INT GENERATED ALWAYS AS "
       "(id + 1) STORED, CONSTRAINT uq UNIQUE (n COLLATE BINARY, at), CONSTRAINT ck CHECK (id > 0 "
       "OR n = ')'), FOREIGN KEY (n, id) REFERENCES p ON DELETE NO ACTION)",
       "CREATE INDEX ix_n ON t (n COLLATE NOCASE DESC) WHERE id > 5",
       "CREATE INDEX ix_e ON t (lower(n))"});
  const auto tables = reflect(*connection);
  ASSERT_EQ(names_of(tables), (Names{"p", "t"}));
  EXPECT_EQ(primary_key_columns(tables[0]), (Names{"b", "a"}));
  EXPECT_FALSE(tables[0].columns[0].is_nullable());
  const auto& t = tables[1];
  EXPECT_EQ(default_of(*connection, t.columns[1]), "datetime('now')");
  EXPECT_EQ(default_of(*connection, t.columns[2]), "'x'");
  EXPECT_TRUE(std::holds_alternative<Computed>(*t.columns[3].server_default));
  const auto* unique = find_constraint(t, "uq");
  ASSERT_NE(unique, nullptr);
  EXPECT_EQ(columns_of(*unique), (Names{"n", "at"}));
  const auto* check = find_constraint(t, "ck");
  ASSERT_NE(check, nullptr);
  EXPECT_EQ(dialect("sqlite").compile(std::get<Check>(*check).condition, {}).sql,
            "id > 0 OR n = ')'");
  const auto& key = std::get<ForeignKey>(t.constraints[1]);
  EXPECT_EQ(key.referred_columns, (Names{"b", "a"}));
  EXPECT_FALSE(key.rules.ondelete);
  EXPECT_EQ(find_index(t, "ix_n")->elements, std::vector<IndexElement>{"n"});
}

TEST(ReflectComparing, SqliteLeavesVirtualTablesAlone) {
  const auto connection =
      connect("sqlite://", {"CREATE TABLE a (x INT)", "CREATE VIRTUAL TABLE v USING fts5(body)"});
  EXPECT_EQ(names_of(reflect(*connection)), Names{"a"});
}

class ReflectComparingPostgresql : public ::testing::Test {
 protected:
  std::unique_ptr<CountingConnection> with(const Names& statements) {
    const auto url = testing::fresh_postgresql_database();
    return url ? connect(*url, statements) : nullptr;
  }
};

#define REQUIRE_SERVER(connection) \
  if (!(connection)) GTEST_SKIP() << "no PostgreSQL"

TEST_F(ReflectComparingPostgresql, AsksAsOftenForManyTablesAsForOne) {
  const auto connection = with({"CREATE TABLE base (id INTEGER PRIMARY KEY)"});
  REQUIRE_SERVER(connection);
  const int few = queries_for(*connection, 2);
  EXPECT_LE(few, 2);
  EXPECT_EQ(queries_for(*connection, 20), few);
}

TEST_F(ReflectComparingPostgresql, LeavesOutWhatNoModelMeans) {
  const auto connection = with(
      {"CREATE EXTENSION citext", "CREATE TABLE owned (id INTEGER)",
       "ALTER EXTENSION citext ADD TABLE owned", "CREATE TEMP TABLE temporary (id INTEGER)",
       "CREATE VIEW v AS SELECT 1 AS one",
       "CREATE TABLE parent (id INTEGER, day DATE) PARTITION BY RANGE (day)",
       "CREATE TABLE child PARTITION OF parent FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
       "CREATE TABLE plain (id INTEGER)", "CREATE TABLE heir (extra TEXT) INHERITS (plain)",
       "CREATE SCHEMA other", "CREATE TABLE other.plain (id INTEGER)"});
  REQUIRE_SERVER(connection);
  EXPECT_EQ(names_of(reflect(*connection)), (Names{"heir", "parent", "plain"}));
  EXPECT_EQ(names_of(reflect(*connection, "other")), Names{"plain"});
  const auto named = dialect("postgresql")
                         .reflect_tables(*connection, {}, {"child", "owned"}, {.comparing = true});
  EXPECT_TRUE(named.empty());
}

TEST_F(ReflectComparingPostgresql, NamesTheSequenceOfASerialColumn) {
  const auto connection = with({"CREATE SEQUENCE free",
                                "CREATE TABLE t (id SERIAL PRIMARY KEY, b BIGSERIAL, s "
                                "SMALLSERIAL, f INTEGER DEFAULT nextval('free'))",
                                "CREATE SEQUENCE second OWNED BY t.id"});
  REQUIRE_SERVER(connection);
  const auto tables = reflect(*connection);
  const auto& columns = tables.at(0).columns;
  ASSERT_EQ(columns.size(), 4U);
  ASSERT_TRUE(columns[0].sequence);
  EXPECT_EQ(columns[0].sequence->name, "t_id_seq");
  EXPECT_EQ(columns[1].sequence->name, "t_b_seq");
  EXPECT_FALSE(columns[2].sequence);
  EXPECT_FALSE(columns[3].sequence);
  EXPECT_EQ(default_of(*connection, columns[0]), "nextval('t_id_seq'::regclass)");
}

TEST_F(ReflectComparingPostgresql, FindsTheOwnersOfSequencesInOtherTables) {
  const auto connection = with(
      {"CREATE SCHEMA other", "CREATE TABLE other.t (id SERIAL)",
       "CREATE TABLE other.odd (\"O'id\" SERIAL)",
       "CREATE TABLE t (id INTEGER DEFAULT nextval('other.t_id_seq'), n INTEGER DEFAULT "
       "nextval('other.t_id_seq'), \"O'id\" INTEGER DEFAULT "
       "nextval('other.\"odd_O''id_seq\"'))",
       "CREATE TABLE u (id SERIAL)", "CREATE TABLE v (id INTEGER DEFAULT nextval('u_id_seq'))"});
  REQUIRE_SERVER(connection);
  const auto tables = reflect(*connection);
  const auto& columns = tables.at(0).columns;
  ASSERT_TRUE(columns[0].sequence);
  EXPECT_EQ(columns[0].sequence->name, "t_id_seq");
  EXPECT_FALSE(columns[1].sequence) << "its owner has another name";
  ASSERT_TRUE(columns[2].sequence);
  EXPECT_EQ(columns[2].sequence->name, "odd_O'id_seq");
  ASSERT_TRUE(tables.at(2).columns[0].sequence);
  EXPECT_EQ(tables.at(2).columns[0].sequence->name, "u_id_seq");
}

TEST_F(ReflectComparingPostgresql, NamesSchemasAsSeenFromTheSearchPath) {
  const auto connection =
      with({"CREATE SCHEMA a", "CREATE SCHEMA b", "CREATE TABLE a.p (id SERIAL PRIMARY KEY)",
            "CREATE TABLE a.c (id INTEGER REFERENCES a.p (id))",
            "CREATE TABLE b.c (id INTEGER REFERENCES a.p (id))", "SET search_path = a, public"});
  REQUIRE_SERVER(connection);
  const auto referred = [&](const std::optional<std::string>& schema, std::size_t table) {
    const auto tables = reflect(*connection, schema);
    return std::get<ForeignKey>(tables.at(table).constraints.at(0)).referred_table.schema;
  };
  EXPECT_EQ(referred(std::nullopt, 0), std::nullopt);
  EXPECT_EQ(referred("a", 0), "a");
  EXPECT_EQ(referred("b", 0), std::nullopt);
  const auto tables = reflect(*connection, "a");
  EXPECT_EQ(default_of(*connection, tables.at(1).columns.at(0)),
            "nextval('\"a\".p_id_seq'::regclass)");
}

TEST_F(ReflectComparingPostgresql, TellsTypesThatHaveNamesOfTheirOwn) {
  const auto connection = with(
      {"CREATE TYPE mood AS ENUM ('sad', 'ok')", "CREATE SCHEMA s", "CREATE TYPE s.e AS ENUM ('x')",
       "CREATE DOMAIN positive AS INTEGER DEFAULT 1 NOT NULL CONSTRAINT pos CHECK (VALUE > 0)",
       "CREATE TABLE t (m mood, ms mood[], e s.e, p positive, ps positive[], d double precision, i "
       "interval day to second(3), n name, x xml)"});
  REQUIRE_SERVER(connection);
  const auto tables = reflect(*connection);
  const auto& columns = tables.at(0).columns;
  EXPECT_EQ(std::get<type::Enum>(columns[0].type.kind).values, (Names{"sad", "ok"}));
  const auto& array = std::get<type::Array>(columns[1].type.kind);
  EXPECT_EQ(std::get<type::Enum>(array.item->kind).name, "mood");
  EXPECT_EQ(std::get<type::Enum>(columns[2].type.kind).schema, "s");
  const auto& domain = std::get<type::Domain>(columns[3].type.kind);
  EXPECT_EQ(domain.check, "VALUE > 0");
  EXPECT_EQ(domain.constraint_name, "pos");
  EXPECT_FALSE(columns[3].is_nullable());
  EXPECT_EQ(default_of(*connection, columns[3]), "1");
  EXPECT_TRUE(
      std::holds_alternative<type::Domain>(std::get<type::Array>(columns[4].type.kind).item->kind));
  EXPECT_EQ(columns[5].type, Type(type::Native{.name = "DOUBLE_PRECISION",
                                               .arguments = {{"precision", Value(53)}}}));
  EXPECT_EQ(dialect("postgresql").format_type(columns[6].type), "INTERVAL day to second (3)");
  EXPECT_EQ(columns[7].type, Type(type::String{}));
  EXPECT_EQ(columns[8].type, Type(type::Verbatim{.text = "xml"}));
}

TEST_F(ReflectComparingPostgresql, ShowsEveryOptionOfKeysAndIndexes) {
  const auto connection = with(
      {"CREATE EXTENSION btree_gist",
       "CREATE TABLE p (id INTEGER GENERATED BY DEFAULT AS IDENTITY (START WITH 5 CYCLE), "
       "CONSTRAINT "
       "p_key PRIMARY KEY (id))",
       "CREATE TABLE t (a TEXT, b INTEGER, CONSTRAINT z_check CHECK ((b > 0) AND (a <> '(')), "
       "CONSTRAINT a_uq UNIQUE NULLS NOT DISTINCT (b) INCLUDE (a), CONSTRAINT fk FOREIGN KEY (b) "
       "REFERENCES p (id) MATCH FULL ON DELETE SET NULL ON UPDATE RESTRICT DEFERRABLE INITIALLY "
       "DEFERRED, EXCLUDE USING gist (b WITH =))",
       "CREATE INDEX ix ON t USING btree (lower(a) text_pattern_ops DESC, b NULLS FIRST) INCLUDE "
       "(a) WITH (fillfactor = 70) WHERE b > 5"});
  REQUIRE_SERVER(connection);
  const auto tables = reflect(*connection);
  const auto& identity = std::get<Identity>(*tables.at(0).columns.at(0).server_default);
  EXPECT_EQ(identity.options.start, 5);
  EXPECT_EQ(identity.options.minvalue, 1);
  EXPECT_EQ(identity.options.cycle, true);
  const auto& t = tables.at(1);
  ASSERT_EQ(t.constraints.size(), 4U);
  const auto& key = std::get<ForeignKey>(t.constraints[0]);
  EXPECT_EQ(key.rules, (ForeignKeyOptions{.onupdate = "RESTRICT",
                                          .ondelete = "SET NULL",
                                          .deferrable = true,
                                          .initially = "DEFERRED",
                                          .match = "FULL"}));
  const auto& unique = std::get<Unique>(t.constraints[1]);
  EXPECT_TRUE(is_on(unique.options, "postgresql_nulls_not_distinct"));
  EXPECT_NE(find_option(unique.options, "postgresql_include"), nullptr);
  EXPECT_EQ(dialect("postgresql").compile(std::get<Check>(t.constraints[2]).condition, {}).sql,
            "b > 0 AND a <> '('::text");
  EXPECT_TRUE(std::holds_alternative<Exclude>(t.constraints[3]));
  // The indexes of constraints are not among them.
  ASSERT_EQ(t.indexes.size(), 1U);
  const auto& index = t.indexes[0];
  EXPECT_EQ(dialect("postgresql").compile(*index.elements[0].expression, {}).sql, "lower(a) DESC");
  EXPECT_EQ(dialect("postgresql").compile(*index.elements[1].expression, {}).sql, "b NULLS FIRST");
  EXPECT_EQ(index.options.count("postgresql_ops"), 1U);
  EXPECT_EQ(index.options.count("postgresql_with"), 1U);
  EXPECT_EQ(index.options.count("postgresql_include"), 1U);
  EXPECT_EQ(index.options.count("postgresql_where"), 1U);
}

}  // namespace
}  // namespace retort
