// SPDX-License-Identifier: MIT
#include "frontend/sql/scan.h"

#include "retort/error.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

const char* const whole_file = R"sql(-- create account table
--
-- It holds: accounts.
--
-- revision: 1975ea83b712
-- down_revision: a, b
-- branch_labels: shop
-- depends_on:
-- create_date: 2026-01-02 03:04:05
-- transaction: false

-- upgrade
CREATE TABLE account (id INTEGER);
-- revision: not a field any more
-- downgrade
DROP TABLE account;
)sql";

TEST(SqlScan, ReadsTheIdentityFromTheHeader) {
  const ScanResult result = scan_sql({.path = "x.sql", .text = whole_file});
  EXPECT_EQ(result.status, ScanStatus::revision);
  EXPECT_EQ(result.revision.revision, "1975ea83b712");
  EXPECT_EQ(result.revision.down_revision, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(result.revision.branch_labels, std::vector<std::string>{"shop"});
  EXPECT_TRUE(result.revision.depends_on.empty());
  EXPECT_EQ(result.revision.longdoc,
            "create account table\n\nIt holds: accounts.\n\nRevision ID: 1975ea83b712\n"
            "Revises: a, b\nCreate Date: 2026-01-02 03:04:05");
}

TEST(SqlScan, AnyBeginningIsIncompleteOrHasTheWholeIdentity) {
  const std::string text = whole_file;
  const ScanResult whole = scan_sql({.path = "x.sql", .text = text});
  for (std::size_t size = 0; size < text.size(); ++size) {
    const ScanResult part =
        scan_sql({.path = "x.sql", .text = text.substr(0, size), .whole = false});
    if (part.status != ScanStatus::incomplete) {
      EXPECT_EQ(part, whole) << size;
    }
  }
}

TEST(SqlScan, AScriptWithoutAnIdentityIsNoRevision) {
  for (const char* text : {"", "SELECT 1;", "-- a comment\nSELECT 1;", "-- transaction: false\n"}) {
    EXPECT_EQ(scan_sql({.path = "x.sql", .text = text}).status, ScanStatus::other) << text;
  }
}

TEST(SqlScan, LinesMayEndInCarriageReturns) {
  const char* text = "-- revision: a\r\n-- down_revision:\r\n\r\n-- upgrade\r\n-- downgrade\r\n";
  EXPECT_EQ(scan_sql({.path = "x.sql", .text = text}).revision.revision, "a");
  EXPECT_EQ(read_sql_parts("x.sql", text).upgrade, "");
}

TEST(SqlScan, SaysWhereAHeaderIsMalformed) {
  struct Case {
    const char* text;
    const char* message;
  };
  for (const Case& example : std::vector<Case>{
           {"-- down_revision: a\n", "x.sql:1: the field revision is missing"},
           {"-- doc\n-- revision: a\n", "x.sql:2: the field down_revision is missing"},
           {"-- revision:\n", "x.sql:1: the revision has no identifier"},
           {"-- revision: a\n-- revision: b\n", "x.sql:2: the field revision is given twice"},
           {"-- revision: a\n-- parents: b\n", "x.sql:2: a revision has no field parents"},
           {"-- revision: a\n-- down_revision:\n-- and so on\n",
            "x.sql:3: expected a field (name: value) in the header"},
           {"-- revision: a\n-- transaction: no\n", "x.sql:2: transaction must be true or false"},
       }) {
    try {
      scan_sql({.path = "x.sql", .text = example.text});
      ADD_FAILURE() << example.text;
    } catch (const ScriptError& error) {
      EXPECT_STREQ(error.what(), example.message);
    }
  }
}

TEST(SqlParts, AreTheTextBehindTheMarks) {
  const SqlParts parts = read_sql_parts("x.sql", whole_file);
  EXPECT_FALSE(parts.transaction);
  EXPECT_EQ(parts.upgrade,
            "CREATE TABLE account (id INTEGER);\n-- revision: not a field any more\n");
  EXPECT_EQ(parts.upgrade_line, 13);
  EXPECT_EQ(parts.downgrade, "DROP TABLE account;\n");
  EXPECT_EQ(parts.downgrade_line, 16);
}

TEST(SqlParts, SayWhatIsMissing) {
  const std::string header = "-- revision: a\n-- down_revision:\n";
  struct Case {
    const char* rest;
    const char* message;
  };
  for (const Case& example : std::vector<Case>{
           {"", "x.sql:2: the mark -- upgrade is missing"},
           {"-- downgrade\n", "x.sql:3: the mark -- upgrade is missing"},
           {"-- upgrade\nSELECT 1;\n", "x.sql:4: the mark -- downgrade is missing"},
           {"-- upgrade\n-- downgrade\n-- upgrade\n",
            "x.sql:5: the mark -- upgrade is given twice"},
           {"SELECT 1;\n-- upgrade\n", "x.sql:3: there is SQL before the mark -- upgrade"},
       }) {
    const std::string text = header + example.rest;
    try {
      read_sql_parts("x.sql", text);
      ADD_FAILURE() << example.rest;
    } catch (const ScriptError& error) {
      EXPECT_STREQ(error.what(), example.message);
    }
  }
}

}  // namespace
}  // namespace retort
