// SPDX-License-Identifier: MIT
#include "sql/splitter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

struct Case {
  const char* name;
  const char* dialects;  ///< names with a space between them
  const char* script;
  std::vector<const char*> statements;
};

const char* const all = "postgresql sqlite mysql mariadb other";

const std::vector<Case> cases = {
    {"nothing", all, "", {}},
    {"blanks and comments are no statement", all, " \n-- a; b\n/* c; */ ; ;\n", {}},
    {"two statements", all, "SELECT 1; SELECT 2;", {"SELECT 1", "SELECT 2"}},
    {"the last delimiter may be left out", all, "SELECT 1;\nSELECT 2\n", {"SELECT 1", "SELECT 2"}},
    {"comments around a statement are left out, those inside are kept",
     all,
     "-- first\nSELECT /* a; */ 1 -- one; \n + 2 -- last\n;",
     {"SELECT /* a; */ 1 -- one; \n + 2"}},
    {"strings",
     all,
     "SELECT ';', 'it''s;', '--;', '/*' ; SELECT 2",
     {"SELECT ';', 'it''s;', '--;', '/*'", "SELECT 2"}},
    {"quoted names",
     all,
     "SELECT \"a;b\", \"c\"\";d\"; SELECT 2",
     {"SELECT \"a;b\", \"c\"\";d\"", "SELECT 2"}},
    {"a colon is nothing special",
     all,
     "SELECT a::int, ':x'; SELECT :y",
     {"SELECT a::int, ':x'", "SELECT :y"}},
    {"parentheses hold statements together",
     all,
     "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO l VALUES (1); NOTIFY x); SELECT 2",
     {"CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO l VALUES (1); NOTIFY x)", "SELECT 2"}},
    {"BEGIN and END alone are transactions",
     all,
     "BEGIN; SELECT 1; END; SELECT 2",
     {"BEGIN", "SELECT 1", "END", "SELECT 2"}},
    {"CASE ... END in a query",
     all,
     "SELECT CASE WHEN a THEN 1 END; SELECT 2",
     {"SELECT CASE WHEN a THEN 1 END", "SELECT 2"}},
    {"an open string goes to the end", all, "SELECT 1; SELECT 'a; b", {"SELECT 1", "SELECT 'a; b"}},

    {"backslashes are plain",
     "postgresql sqlite other",
     "SELECT 'a\\'; SELECT 2",
     {"SELECT 'a\\'", "SELECT 2"}},
    {"backslashes escape",
     "mysql mariadb",
     "SELECT 'a\\';', \"b\\\";\"; SELECT 2",
     {"SELECT 'a\\';', \"b\\\";\"", "SELECT 2"}},
    {"E strings",
     "postgresql",
     "SELECT E'a\\';', e'\\\\'; SELECT 2",
     {"SELECT E'a\\';', e'\\\\'", "SELECT 2"}},
    {"a name that ends in E is none",
     "postgresql",
     "SELECT DATE'a\\'; SELECT 2",
     {"SELECT DATE'a\\'", "SELECT 2"}},
    {"nested comments",
     "postgresql",
     "SELECT /* a /* b */ ; */ 1; SELECT 2",
     {"SELECT /* a /* b */ ; */ 1", "SELECT 2"}},
    {"comments do not nest",
     "sqlite mysql other",
     "SELECT /* a /* b */ 1; SELECT 2",
     {"SELECT /* a /* b */ 1", "SELECT 2"}},
    {"dollar quotes",
     "postgresql",
     "DO $$ BEGIN x; END $$; SELECT $a$ ; $b$ ; $a$; SELECT 3",
     {"DO $$ BEGIN x; END $$", "SELECT $a$ ; $b$ ; $a$", "SELECT 3"}},
    {"dollars that quote nothing",
     "postgresql",
     "SELECT $1; SELECT a$b$c; SELECT 3",
     {"SELECT $1", "SELECT a$b$c", "SELECT 3"}},
    {"a function with a SQL body",
     "postgresql",
     "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC\n"
     "SELECT CASE WHEN true THEN 1 ELSE 2 END; SELECT 3;\nEND; SELECT 4",
     {"CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC\n"
      "SELECT CASE WHEN true THEN 1 ELSE 2 END; SELECT 3;\nEND",
      "SELECT 4"}},
    {"a trigger that calls a function",
     "postgresql",
     "CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f(); SELECT 2",
     {"CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f()", "SELECT 2"}},

    {"a trigger",
     "sqlite",
     "CREATE TEMP TRIGGER t AFTER INSERT ON a WHEN CASE WHEN 1 THEN 1 END BEGIN\n"
     "UPDATE b SET c = CASE WHEN d THEN 1 ELSE 2 END;\nDELETE FROM e;\nEND;\nSELECT 2;",
     {"CREATE TEMP TRIGGER t AFTER INSERT ON a WHEN CASE WHEN 1 THEN 1 END BEGIN\n"
      "UPDATE b SET c = CASE WHEN d THEN 1 ELSE 2 END;\nDELETE FROM e;\nEND",
      "SELECT 2"}},
    {"a column that is called end",
     "sqlite",
     "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT new.end; SELECT 1; END; SELECT 2;",
     {"CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT new.end; SELECT 1; END", "SELECT 2"}},
    {"brackets of SQL Server",
     "mssql",
     "SELECT [a;b] FROM t; SELECT 2;",
     {"SELECT [a;b] FROM t", "SELECT 2"}},
    {"backticks and brackets",
     "sqlite",
     "SELECT `a;b`, [c;d]; SELECT 2",
     {"SELECT `a;b`, [c;d]", "SELECT 2"}},
    {"subscripts are no names",
     "postgresql",
     "SELECT a[1]; SELECT b['x;']; SELECT 3",
     {"SELECT a[1]", "SELECT b['x;']", "SELECT 3"}},

    {"hash comments", "mysql mariadb", "SELECT 1 # a; b\n; SELECT 2", {"SELECT 1", "SELECT 2"}},
    {"two dashes without a space are an operator",
     "mysql",
     "SELECT 5--1; SELECT 2",
     {"SELECT 5--1", "SELECT 2"}},
    {"comments that are run",
     "mysql",
     "/*!40101 SET NAMES utf8 */; SELECT 2",
     {"/*!40101 SET NAMES utf8 */", "SELECT 2"}},
    {"a stored procedure",
     "mysql mariadb",
     "CREATE DEFINER=`r`@`%` PROCEDURE p() BEGIN\nIF a THEN SELECT 1; END IF;\n"
     "CASE b WHEN 1 THEN SELECT CASE WHEN c THEN 1 END; END CASE;\n"
     "w: WHILE d DO BEGIN SELECT IF(e, 1, 2); END; END WHILE;\nEND; SELECT 3",
     {"CREATE DEFINER=`r`@`%` PROCEDURE p() BEGIN\nIF a THEN SELECT 1; END IF;\n"
      "CASE b WHEN 1 THEN SELECT CASE WHEN c THEN 1 END; END CASE;\n"
      "w: WHILE d DO BEGIN SELECT IF(e, 1, 2); END; END WHILE;\nEND",
      "SELECT 3"}},
    {"a trigger of one statement",
     "mysql",
     "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1; SELECT 2",
     {"CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1", "SELECT 2"}},
    {"a table that is called event",
     "mysql",
     "CREATE TABLE event (begin INT); SELECT 2",
     {"CREATE TABLE event (begin INT)", "SELECT 2"}},
    {"DELIMITER",
     "mysql mariadb",
     "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;\nSELECT 2;",
     {"CREATE PROCEDURE p() BEGIN SELECT 1; END", "SELECT 2"}},
    {"a name that begins with delimiter",
     "mysql",
     "DELIMITERS; SELECT 2",
     {"DELIMITERS", "SELECT 2"}},
};

bool is_listed(const std::string& list, const std::string& name) {
  return (" " + list + " ").find(" " + name + " ") != std::string::npos;
}

TEST(Splitter, FindsTheStatementsOfEachDialect) {
  for (const char* dialect : {"postgresql", "sqlite", "mysql", "mariadb", "other"}) {
    for (const Case& example : cases) {
      if (!is_listed(example.dialects, dialect)) continue;
      std::vector<std::string> found;
      for (const auto& statement : split_statements(example.script, sql_syntax(dialect))) {
        found.emplace_back(statement.text);
      }
      const std::vector<std::string> expected(example.statements.begin(), example.statements.end());
      EXPECT_EQ(found, expected) << dialect << ": " << example.name;
    }
  }
}

TEST(Splitter, KnowsTheLineOfEachStatement) {
  const auto statements = split_statements(
      "\n-- one\nSELECT 1;\n/* two\n lines */ SELECT\n'a\nb';\n\nSELECT 3", {}, 10);
  ASSERT_EQ(statements.size(), 3U);
  EXPECT_EQ(statements[0].line, 12);
  EXPECT_EQ(statements[1].line, 14);
  EXPECT_EQ(statements[2].line, 18);
}

}  // namespace
}  // namespace retort
