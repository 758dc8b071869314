// SPDX-License-Identifier: MIT
// What the recorded SQL in tests/oracle does not say: layout, purity, and our own rules.
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/operation.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

Column make_column(std::string name, Type type) {
  Column column;
  column.name = std::move(name);
  column.type = std::move(type);
  return column;
}

op::CreateTable account() {
  op::CreateTable operation;
  operation.table.name = "account";
  operation.table.columns = {
      make_column("id", type::Integer{}),
      make_column("state", type::Enum{.values = {"a", "b"}, .name = "mood"})};
  operation.table.columns[0].primary_key = true;
  return operation;
}

std::vector<std::string> texts(std::string_view name, const Operation& operation,
                               const CompileOptions& options = {}) {
  std::vector<std::string> found;
  for (const Statement& statement : dialect(name).compile(operation, options).statements) {
    found.push_back(statement.sql);
  }
  return found;
}

TEST(Ddl, CreateTableHasALineForEachElement) {
  EXPECT_EQ(texts("sqlite", account()),
            std::vector<std::string>{
                "CREATE TABLE account (\n\tid INTEGER NOT NULL, \n\tstate VARCHAR(1), \n\tPRIMARY "
                "KEY (id)\n)"});
}

TEST(Ddl, ATypeIsCreatedOnceInARun) {
  const Dialect& postgresql = dialect("postgresql");
  CompileOptions options;
  const CompiledScript first = postgresql.compile(account(), options);
  ASSERT_EQ(first.statements.size(), 2U);
  EXPECT_EQ(first.statements[0].sql, "CREATE TYPE mood AS ENUM ('a', 'b')");
  EXPECT_EQ(first.created_types, std::vector<std::string>{"mood"});
  options.existing_types = first.created_types;
  EXPECT_EQ(postgresql.compile(account(), options).statements.size(), 1U);
}

TEST(Ddl, NamesOfAConventionAreCutAndOthersRefused) {
  op::AddConstraint operation{.table = "t", .constraint = Unique{.columns = {"a"}}};
  CompileOptions options;
  options.naming_convention.templates = {{"uq", "uq_" + std::string(70, 'x')}};
  const std::string cut = texts("postgresql", operation, options).front();
  EXPECT_NE(cut.find("uq_" + std::string(52, 'x') + "_"), std::string::npos) << cut;
  std::get<Unique>(operation.constraint).name = Name(std::string(64, 'x'));
  EXPECT_THROW(texts("postgresql", operation), Error);
}

TEST(Ddl, RowsOfOneShapeTravelTogetherOnlineAndOneByOneInScripts) {
  op::BulkInsert insert;
  insert.table = "t";
  insert.columns = {make_column("a", type::Integer{})};
  insert.rows = {{{"a", Value(1)}}, {{"a", Value(2)}}};
  EXPECT_EQ(
      texts("postgresql", insert),
      (std::vector<std::string>{"INSERT INTO t (a) VALUES (1)", "INSERT INTO t (a) VALUES (2)"}));
  CompileOptions online;
  online.offline = false;
  online.literal_binds = false;
  online.paramstyle = Paramstyle::numeric_dollar;
  const CompiledScript script = dialect("postgresql").compile(insert, online);
  ASSERT_EQ(script.statements.size(), 1U);
  EXPECT_EQ(script.statements[0].sql, "INSERT INTO t (a) VALUES ($1), ($2)");
  EXPECT_EQ(script.statements[0].parameters, (std::vector<Value>{Value(1), Value(2)}));
}

TEST(Ddl, ABatchRebuildsOnlyWhereItMust) {
  op::AddColumn add{.table = "t", .column = make_column("a", type::Integer{})};
  op::AlterTableBatch batch("t", {add});
  EXPECT_FALSE(dialect("sqlite").rebuilds(batch));
  EXPECT_EQ(texts("sqlite", batch), std::vector<std::string>{"ALTER TABLE t ADD COLUMN a INTEGER"});
  add.column.server_default = ServerDefault(Expression(text("now()")));
  batch.operations = {add};
  EXPECT_TRUE(dialect("sqlite").rebuilds(batch));
  EXPECT_FALSE(dialect("postgresql").rebuilds(batch));
  EXPECT_THROW(texts("sqlite", batch), Error);
}

TEST(Ddl, AMisspeltOptionIsRefusedOnEveryDialect) {
  op::CreateTable operation = account();
  operation.table.options = {{"postgresql_partitioned", "x"}};
  EXPECT_THROW(texts("sqlite", operation), Error);
  operation.table.options = {{"oracle_compress", true}};
  EXPECT_EQ(texts("sqlite", operation).size(), 1U);
}

TEST(Ddl, MysqlHasNoDriverAndSaysSo) {
  EXPECT_THROW(dialect("mysql").connect(Url::parse("mysql://localhost/x")), UnsupportedError);
}

TEST(Registry, KnowsSchemesAndRefusesOthers) {
  EXPECT_EQ(dialect("postgres").info().name, "postgresql");
  EXPECT_EQ(dialect("mariadb").info().impl_name, "MariaDBImpl");
  try {
    dialect("nope");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "Can't load plugin: sqlalchemy.dialects:nope");
  }
}

}  // namespace
}  // namespace retort
