// SPDX-License-Identifier: MIT
#include "dialect/sqlite/ddl_parser.h"

#include "dialect/sqlite/reflect.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort::sqlite {
namespace {

ParsedTable parsed(std::string_view sql) {
  const auto table = parse_create_table(sql);
  EXPECT_TRUE(table) << sql;
  return table.value_or(ParsedTable{});
}

ParsedColumn only_column(const std::string& definition) {
  const auto table = parsed("CREATE TABLE t (" + definition + ")");
  EXPECT_EQ(table.columns.size(), 1U) << definition;
  return table.columns.empty() ? ParsedColumn{} : table.columns.front();
}

TEST(CreateTableParser, ReadsNamesInEveryKindOfQuotes) {
  const auto table =
      parsed(R"(CREATE TABLE IF NOT EXISTS main."a ""b""" ([c d] INT, `e` INT, 'f' INT))");
  EXPECT_EQ(table.name, "a \"b\"");
  ASSERT_EQ(table.columns.size(), 3U);
  EXPECT_EQ(table.columns[0].name, "c d");
  EXPECT_EQ(table.columns[1].name, "e");
  EXPECT_EQ(table.columns[2].name, "f");
}

TEST(CreateTableParser, ReadsTypes) {
  EXPECT_EQ(only_column("c").type, "");
  EXPECT_EQ(only_column("c VARCHAR(50)").type, "VARCHAR(50)");
  EXPECT_EQ(only_column("c DOUBLE  PRECISION NOT NULL").type, "DOUBLE PRECISION");
  EXPECT_EQ(only_column("c NUMERIC (10, 2)").type, "NUMERIC(10, 2)");
  EXPECT_EQ(only_column("c GENERATED ALWAYS AS (1)").type, "");
}

TEST(CreateTableParser, ReadsDefaults) {
  const auto value = [](const std::string& text) {
    return only_column("c INT DEFAULT " + text + " NOT NULL").default_value->text;
  };
  for (const auto* text : {"1", "-1.5", "'it''s'", "(1 + (2))", "NULL", "CURRENT_TIMESTAMP", "true",
                           "x'00'", "(strftime('%s', 'now'))"}) {
    EXPECT_EQ(value(text), text);
  }
  EXPECT_EQ(value("/* no */ 3"), "3");
}

TEST(CreateTableParser, GivesAConstraintTheNameBeforeIt) {
  const auto column = only_column(
      "c INT CONSTRAINT a NOT NULL CONSTRAINT b UNIQUE ON CONFLICT REPLACE CONSTRAINT c CHECK (c > "
      "')') CHECK (c < 9) CONSTRAINT d REFERENCES o(x) ON DELETE SET NULL ON UPDATE CASCADE MATCH "
      "FULL DEFERRABLE INITIALLY DEFERRED");
  EXPECT_TRUE(column.not_null);
  ASSERT_EQ(column.uniques.size(), 1U);
  EXPECT_EQ(column.uniques[0].constraint_name, "b");
  EXPECT_EQ(column.uniques[0].conflict, "REPLACE");
  ASSERT_EQ(column.checks.size(), 2U);
  EXPECT_EQ(column.checks[0].constraint_name, "c");
  EXPECT_EQ(column.checks[0].condition, "c > ')'");
  EXPECT_EQ(column.checks[1].constraint_name, "");
  ASSERT_EQ(column.references.size(), 1U);
  const auto& reference = column.references[0];
  EXPECT_EQ(reference.constraint_name, "d");
  EXPECT_EQ(reference.columns, (std::vector<std::string>{"x"}));
  EXPECT_EQ(reference.ondelete, "SET NULL");
  EXPECT_EQ(reference.onupdate, "CASCADE");
  EXPECT_EQ(reference.match, "FULL");
  EXPECT_EQ(reference.deferrable, true);
  EXPECT_EQ(reference.initially, "DEFERRED");
}

TEST(CreateTableParser, ReadsAutoincrementCollationAndGeneratedColumns) {
  const auto table = parsed(
      "CREATE TABLE t (id INTEGER PRIMARY KEY ASC AUTOINCREMENT, n TEXT COLLATE NOCASE, d INT "
      "GENERATED ALWAYS AS (id * 2) STORED, e INT AS (id))");
  EXPECT_TRUE(table.columns[0].primary_key->autoincrement);
  EXPECT_EQ(table.columns[1].collation, "NOCASE");
  EXPECT_EQ(table.columns[2].generated, (ParsedGenerated{.expression = "id * 2", .stored = true}));
  EXPECT_EQ(table.columns[3].generated, (ParsedGenerated{.expression = "id"}));
}

TEST(CreateTableParser, ReadsConstraintsOfTheTable) {
  const auto table = parsed(
      "CREATE TABLE t (a INT, b INT, CONSTRAINT pk PRIMARY KEY (a, b DESC) CONSTRAINT uq UNIQUE (b "
      "COLLATE NOCASE) ON CONFLICT IGNORE, CHECK (a <> b), CONSTRAINT fk FOREIGN KEY (a, b) "
      "REFERENCES o NOT DEFERRABLE) WITHOUT ROWID, STRICT");
  EXPECT_EQ(table.primary_key->constraint_name, "pk");
  EXPECT_EQ(table.primary_key->columns, (std::vector<std::string>{"a", "b"}));
  using Orders = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(table.primary_key->orders, (Orders{{"b", "DESC"}}));
  EXPECT_EQ(table.uniques[0].orders, (Orders{{"b", "COLLATE NOCASE"}}));
  EXPECT_EQ(table.uniques[0].conflict, "IGNORE");
  EXPECT_EQ(table.checks[0].condition, "a <> b");
  EXPECT_EQ(table.foreign_keys[0].reference.table, "o");
  EXPECT_TRUE(table.foreign_keys[0].reference.columns.empty());
  EXPECT_EQ(table.foreign_keys[0].reference.deferrable, false);
  EXPECT_TRUE(table.without_rowid);
  EXPECT_TRUE(table.strict);
}

TEST(CreateTableParser, TakesKeywordsForNamesWhereSqliteDoes) {
  const auto table = parsed("CREATE TABLE t (key TEXT, desc_ INT, date DATE, action TEXT)");
  EXPECT_EQ(table.columns.size(), 4U);
  EXPECT_EQ(table.columns[2].type, "DATE");
}

TEST(CreateTableParser, RefusesWhatItDoesNotUnderstand) {
  for (const auto* sql :
       {"", "CREATE TABLE t", "CREATE TABLE t (", "CREATE TABLE t (a INT", "CREATE TABLE t (a) x",
        "CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE TABLE t (a CHECK)", "SELECT 1",
        "CREATE TABLE t (a INT) ; SELECT 1", "CREATE TABLE t (a DEFAULT 'x)"}) {
    EXPECT_FALSE(parse_create_table(sql)) << sql;
  }
}

TEST(CreateIndexParser, TellsColumnsFromExpressions) {
  const auto index = parse_create_index(
      "CREATE UNIQUE INDEX \"ix\" ON t (a, lower(b), \"c\" COLLATE NOCASE DESC) WHERE a > 1");
  ASSERT_TRUE(index);
  EXPECT_TRUE(index->unique);
  EXPECT_EQ(index->table, "t");
  EXPECT_EQ(index->elements,
            (std::vector<ParsedIndexElement>{{.column = "a"},
                                             {.expression = "lower(b)"},
                                             {.expression = "\"c\" COLLATE NOCASE DESC"}}));
  EXPECT_EQ(index->where, "a > 1");
}

TEST(StoredTrigger, SpeaksOfTheColumnsOfItsOwnTableOnly) {
  const StoredStatement trigger{
      .name = "tr",
      .table = "t",
      .sql =
          "CREATE TRIGGER tr AFTER UPDATE OF a, \"b\" ON t BEGIN UPDATE other SET c = NEW.d; END"};
  for (const auto* column : {"a", "b", "d"}) EXPECT_TRUE(speaks_of_column(trigger, column));
  for (const auto* column : {"c", "t", "other"}) EXPECT_FALSE(speaks_of_column(trigger, column));
}

}  // namespace
}  // namespace retort::sqlite
