// SPDX-License-Identifier: MIT
// Rules that the recorded SQL in tests/oracle shows only in part.
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/operation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

using Texts = std::vector<std::string>;

CompiledScript script(const Operation& operation) {
  return dialect("oracle").compile(operation, CompileOptions{});
}

Texts texts(const Operation& operation) {
  Texts found;
  for (const Statement& statement : script(operation).statements) found.push_back(statement.sql);
  return found;
}

TEST(OracleDdl, ColumnsAreModified) {
  op::AlterColumn change{.table = TableName("t", "s"), .column = "c", .nullable = false};
  EXPECT_EQ(texts(change), Texts{"ALTER TABLE s.t MODIFY c NOT NULL"});
  EXPECT_EQ(texts(op::AlterColumn{.table = "t", .column = "c", .type = type::Text{}}),
            Texts{"ALTER TABLE t MODIFY c CLOB"});
  EXPECT_EQ(texts(op::AlterColumn{.table = "t", .column = "c", .server_default = op::Remove{}}),
            Texts{"ALTER TABLE t MODIFY c DEFAULT NULL"});
  EXPECT_EQ(texts(op::AlterColumn{.table = "t", .column = "c", .new_column_name = "Level"}),
            Texts{"ALTER TABLE t RENAME COLUMN c TO \"Level\""});
}

TEST(OracleDdl, AnIdentityIsModifiedToo) {
  op::AlterColumn change{.table = "t", .column = "c"};
  Identity identity{.always = true, .on_null = true};
  identity.options.cache = 5;
  identity.options.nomaxvalue = true;
  identity.options.order = false;
  change.server_default = ServerDefault(identity);
  EXPECT_EQ(texts(change), Texts{"ALTER TABLE t MODIFY c GENERATED ALWAYS ON NULL AS IDENTITY "
                                 "(NOMAXVALUE CACHE 5 NOORDER)"});
  change.existing_server_default = ServerDefault(identity);
  change.server_default = op::Remove{};
  EXPECT_EQ(texts(change), Texts{"ALTER TABLE t MODIFY c DROP IDENTITY"});
}

TEST(OracleDdl, ForeignKeysHaveNoOnUpdateAndSaySo) {
  ForeignKey key{.name = "fk", .columns = {"a"}, .referred_table = "o", .referred_columns = {"b"}};
  key.rules = {.onupdate = "CASCADE", .ondelete = "CASCADE"};
  const CompiledScript made = script(op::AddConstraint{.table = "t", .constraint = key});
  EXPECT_EQ(made.statements.at(0).sql,
            "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(a) REFERENCES o (b) ON DELETE CASCADE");
  EXPECT_EQ(made.warnings.size(), 1U);
}

TEST(OracleDdl, TablesAndIndexesHaveTheirOptions) {
  op::CreateTable create;
  create.table.name = "t";
  create.table.prefixes = {"GLOBAL TEMPORARY"};
  Column column;
  column.name = "a";
  column.type = type::Integer{};
  create.table.columns = {column};
  create.table.options = {{"oracle_on_commit", "preserve_rows"}, {"oracle_compress", 6}};
  EXPECT_EQ(texts(create), Texts{"CREATE GLOBAL TEMPORARY TABLE t (\n\ta INTEGER\n)\n ON COMMIT "
                                 "PRESERVE ROWS\n COMPRESS FOR 6"});
  op::CreateIndex index{.table = TableName("t", "s"), .index = {.name = "ix", .elements = {"a"}}};
  index.index.options = {{"oracle_bitmap", true}, {"oracle_compress", 1}};
  EXPECT_EQ(texts(index), Texts{"CREATE BITMAP INDEX s.ix ON s.t (a) COMPRESS 1"});
}

TEST(OracleDdl, StoredComputedColumnsAreRefused) {
  op::AddColumn add{.table = "t"};
  add.column.name = "b";
  add.column.type = type::Integer{};
  add.column.server_default = ServerDefault(Computed{.expression = text("a * 2")});
  EXPECT_EQ(texts(add), Texts{"ALTER TABLE t ADD b INTEGER GENERATED ALWAYS AS (a * 2)"});
  add.column.server_default =
      ServerDefault(Computed{.expression = text("a * 2"), .persisted = true});
  EXPECT_THROW(texts(add), Error);
}

TEST(OracleDdl, SaysThatThereIsNoDriver) {
  EXPECT_THROW(dialect("oracle").connect(Url::parse("oracle+oracledb://u@h/d")), UnsupportedError);
}

}  // namespace
}  // namespace retort
