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

std::vector<std::string> texts(const Operation& operation, const CompileOptions& options = {}) {
  std::vector<std::string> found;
  for (const Statement& statement : dialect("mssql").compile(operation, options).statements) {
    found.push_back(statement.sql);
  }
  return found;
}

using Texts = std::vector<std::string>;

Column make_column(std::string name, Type type) {
  Column column;
  column.name = std::move(name);
  column.type = std::move(type);
  return column;
}

TEST(MssqlDdl, NumbersTheKeyAndSaysNullEverywhere) {
  op::CreateTable operation;
  operation.table.name = "t";
  operation.table.columns = {make_column("id", type::Integer{}),
                             make_column("n", type::String{.length = 5})};
  operation.table.columns[0].primary_key = true;
  EXPECT_EQ(texts(operation), Texts{"CREATE TABLE t (\n\tid INTEGER NOT NULL IDENTITY, \n\tn "
                                    "VARCHAR(5) NULL, \n\tPRIMARY KEY (id)\n)"});
}

TEST(MssqlDdl, NullAndTypeAreOneChange) {
  op::AlterColumn change{.table = "t", .column = "c", .nullable = false};
  EXPECT_THROW(texts(change), Error);
  change.existing_type = type::Integer{};
  EXPECT_EQ(texts(change), Texts{"ALTER TABLE t ALTER COLUMN c INTEGER NOT NULL"});
  op::AlterColumn retyped{.table = "t", .column = "c", .type = type::BigInteger{}};
  EXPECT_EQ(texts(retyped), Texts{"ALTER TABLE t ALTER COLUMN c BIGINT"});
  EXPECT_EQ(dialect("mssql").compile(retyped, CompileOptions{}).warnings.size(), 1U);
  retyped.existing_nullable = false;
  EXPECT_EQ(texts(retyped), Texts{"ALTER TABLE t ALTER COLUMN c BIGINT NOT NULL"});
}

TEST(MssqlDdl, ADefaultIsDroppedBeforeItIsSetAnew) {
  op::AlterColumn change{.table = "t", .column = "c", .server_default = ServerDefault("x")};
  EXPECT_EQ(texts(change), Texts{"ALTER TABLE t ADD DEFAULT 'x' FOR c"});
  change.existing_server_default = ServerDefault("y");
  const Texts both = texts(change);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_NE(both[0].find("from sys.default_constraints"), std::string::npos) << both[0];
  EXPECT_EQ(both[1], "ALTER TABLE t ADD DEFAULT 'x' FOR c");
}

TEST(MssqlDdl, ColumnsAreDroppedWithWhatHangsOnThem) {
  op::DropColumn drop{.table = "t", .column = "c"};
  EXPECT_EQ(texts(drop), Texts{"ALTER TABLE t DROP COLUMN c"});
  drop.options = {
      {"mssql_drop_default", true}, {"mssql_drop_check", true}, {"mssql_drop_foreign_key", true}};
  const Texts all = texts(drop);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_NE(all[1].find("sys.check_constraints"), std::string::npos);
  EXPECT_NE(all[2].find("sys.foreign_keys"), std::string::npos);
}

TEST(MssqlDdl, NamesChangeThroughAProcedure) {
  EXPECT_EQ(texts(op::RenameTable{.table = TableName("t", "s"), .new_name = "New"}),
            Texts{"EXEC sp_rename 's.t', [New]"});
  EXPECT_EQ(
      texts(op::AlterColumn{.table = TableName("t", "s"), .column = "c", .new_column_name = "d"}),
      Texts{"EXEC sp_rename 's.t.c', d, 'COLUMN'"});
}

TEST(MssqlDdl, CommentsNeedTheSchemaOfTheirTable) {
  const op::CreateTableComment comment{.table = TableName("t", "dbo"), .comment = "it's"};
  EXPECT_EQ(texts(comment), Texts{"execute sp_addextendedproperty 'MS_Description', N'it''s', "
                                  "'schema', dbo, 'table', t"});
  EXPECT_THROW(texts(op::CreateTableComment{.table = "t", .comment = "x"}), Error);
}

TEST(MssqlDdl, IndexesHaveTheirOptions) {
  op::CreateIndex create{.table = "t", .index = {.name = "ix", .elements = {"a"}}};
  create.index.options = {{"mssql_clustered", false},
                          {"mssql_include", std::vector<std::string>{"b", "Key"}},
                          {"mssql_where", Expression(column("a") > 5)}};
  EXPECT_EQ(texts(create),
            Texts{"CREATE NONCLUSTERED INDEX ix ON t (a) INCLUDE (b, [Key]) WHERE a > 5"});
  create.index = {.name = "ix"};
  create.index.options = {{"mssql_clustered", true}, {"mssql_columnstore", true}};
  EXPECT_EQ(texts(create), Texts{"CREATE CLUSTERED COLUMNSTORE INDEX ix ON t"});
  create.index.options = {{"mssql_fillfactor", 5}};
  EXPECT_THROW(texts(create), Error);
}

TEST(MssqlDdl, RowsOfAScriptMayNumberThemselves) {
  op::BulkInsert insert;
  insert.table = "t";
  insert.columns = {make_column("id", type::Integer{})};
  insert.rows = {{{"id", Value(1)}}};
  EXPECT_EQ(texts(insert), (Texts{"SET IDENTITY_INSERT t ON", "INSERT INTO t (id) VALUES (1)",
                                  "SET IDENTITY_INSERT t OFF"}));
  EXPECT_EQ(texts(insert, {.offline = false}).size(), 1U);
}

TEST(MssqlDdl, SaysThatThereIsNoDriver) {
  try {
    dialect("mssql").connect(Url::parse("mssql+pyodbc://u@h/d"));
    FAIL();
  } catch (const UnsupportedError& error) {
    EXPECT_STREQ(error.what(),
                 "Retort writes SQL for Microsoft SQL Server but has no driver for it");
  }
}

}  // namespace
}  // namespace retort
