// SPDX-License-Identifier: MIT
#include "frontend/python/scan.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort::python {
namespace {

using Ids = std::vector<std::string>;

const char* const header = R"py("""add accounts

Revision ID: 1975ea83b712
Revises: a, b
"""
from typing import Sequence, Union

from alembic import op  # the directives
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '1975ea83b712'
down_revision: Union[str, Sequence[str], None] = ("a", "b")
branch_labels: Union[str, Sequence[str], None] = 'shop'
depends_on: Union[str, Sequence[str], None] = None
)py";

std::optional<ScanResult> scan_text(const std::string& text, bool whole = true) {
  return scan({.path = "x.py", .text = text, .whole = whole});
}

Revision revision_of(const std::string& text) {
  const std::optional<ScanResult> found = scan_text(text);
  EXPECT_TRUE(found) << text;
  if (!found) return {};
  EXPECT_EQ(found->status, ScanStatus::revision) << text;
  return found->revision;
}

Ids parents(const std::string& value) {
  return revision_of("revision = 'x'\ndown_revision = " + value + "\n").down_revision;
}

bool must_run(const std::string& text) { return !scan_text(text); }

TEST(PythonScan, ReadsWhatTheTemplateWrites) {
  const Revision revision = revision_of(header);
  EXPECT_EQ(revision.revision, "1975ea83b712");
  EXPECT_EQ(revision.down_revision, (Ids{"a", "b"}));
  EXPECT_EQ(revision.branch_labels, Ids{"shop"});
  EXPECT_EQ(revision.depends_on, Ids{});
  EXPECT_EQ(revision.longdoc, "add accounts\n\nRevision ID: 1975ea83b712\nRevises: a, b");
}

TEST(PythonScan, StopsWhereTheIdentityIsWhole) {
  EXPECT_EQ(revision_of(std::string(header) + "def upgrade( $ \"").revision, "1975ea83b712");
  const std::optional<ScanResult> part = scan_text(std::string(header) + "def upg", false);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->status, ScanStatus::revision);
}

TEST(PythonScan, AsksForMoreAtTheEndOfABeginning) {
  for (const char* text : {"", "\"\"\"doc", "revision = 'a'\ndown_rev", "revision = ('a',\n",
                           "revision = 'a'\ndown_revision = None\n", "revision = 'a"}) {
    const std::optional<ScanResult> part = scan_text(text, false);
    ASSERT_TRUE(part) << text;
    EXPECT_EQ(part->status, ScanStatus::incomplete) << text;
  }
}

TEST(PythonScan, ReadsValuesOfEveryPlainForm) {
  EXPECT_EQ(parents("None"), Ids{});
  EXPECT_EQ(parents("'a'"), Ids{"a"});
  EXPECT_EQ(parents("(\"a\")  # one"), Ids{"a"});
  EXPECT_EQ(parents("('a',)"), Ids{"a"});
  EXPECT_EQ(parents("'a', r'b'"), (Ids{"a", "b"}));
  EXPECT_EQ(parents("['a', \"\"\"b\"\"\"]"), (Ids{"a", "b"}));
  EXPECT_EQ(parents("{'a', u'b',}"), (Ids{"a", "b"}));
  EXPECT_EQ(parents("(\n    'a'  # comment\n    'b',\n    'c',\n)"), (Ids{"ab", "c"}));
  EXPECT_EQ(parents("()"), Ids{});
  EXPECT_EQ(parents("'a\\x62\\u0063\\144'"), Ids{"abcd"});
  EXPECT_EQ(parents("\\\n    'a'"), Ids{"a"});
  EXPECT_EQ(parents("'a'; branch_labels = None"), Ids{"a"});
}

TEST(PythonScan, PassesOverEverythingElse) {
  const Revision revision = revision_of(
      "#!/usr/bin/env python\n"
      "from __future__ import annotations\n"
      "revision = 'a'\n"
      "text = '''\n"
      "down_revision = 'not me'\n"
      "'''\n"
      "def helper():\n"
      "    down_revision = 'nor me'\n"
      "\n"
      "# down_revision = 'nor me'\n"
      "@decorated(revision_of)\n"
      "class Table:\n"
      "    revision = {1: [2]}\n"
      "down_revision: str\n"
      "down_revision = 'b'\n"
      "def upgrade():\n    op.execute(\"'\")\n");
  EXPECT_EQ(revision.revision, "a");
  EXPECT_EQ(revision.down_revision, Ids{"b"});
  EXPECT_EQ(revision.longdoc, "");
}

TEST(PythonScan, ReadsOtherEncodingsAndLineEnds) {
  EXPECT_EQ(revision_of("\xEF\xBB\xBF'gr\xC3\xB6\xC3\x9F"
                        "e'\r\nrevision = 'a'\r\ndown_revision = 'b'\r\n")
                .longdoc,
            "gr\xC3\xB6\xC3\x9F"
            "e");
  EXPECT_EQ(revision_of("# -*- coding: latin-1 -*-\n'gr\xF6\xDF"
                        "e'\nrevision = 'a'\ndown_revision = 'b'\n")
                .longdoc,
            "gr\xC3\xB6\xC3\x9F"
            "e");
  EXPECT_EQ(revision_of("# coding: koi8-r\nrevision = 'a'\ndown_revision = 'b'\n").revision, "a");
}

TEST(PythonScan, LeavesToPythonWhatIsNoLiteral) {
  for (const char* value : {"other", "'a' + 'b'", "f'{x}'", "b'a'", "1", "('a', None)", "str(1)",
                            "'%s' % x", "{}", "('a' 1)", "'\\N{DASH}'", "['a'"}) {
    EXPECT_TRUE(must_run("revision = 'x'\ndown_revision = " + std::string(value) + "\n")) << value;
  }
}

TEST(PythonScan, LeavesToPythonWhatMayBindTheNamesElsewhere) {
  const std::string good = "revision = 'a'\ndown_revision = 'b'\n";
  EXPECT_FALSE(must_run(good));
  for (const char* line :
       {"revision = down_revision = 'c'", "revision += 'c'", "from x import depends_on",
        "if x:\n    revision = 'c'", "try:\n  pass\nexcept E:\n  depends_on = 'c'",
        "raise RuntimeError('no')", "del revision", "__doc__ = 'other'",
        "for revision in y: pass"}) {
    EXPECT_TRUE(must_run(good + line + "\n")) << line;
  }
}

TEST(PythonScan, LeavesToPythonWhatItWouldRefuse) {
  for (const char* text :
       {"", "revision = 'a'\n", "down_revision = 'a'\n", "revision = None\ndown_revision = None\n",
        "  revision = 'a'\ndown_revision = 'b'\n", "\"\"\"\"\"\"triple\"\"\"\nrevision = 'a'\n",
        "'doc' 1\nrevision = 'a'\ndown_revision = 'b'\n",
        "'\xF6'\nrevision = 'a'\ndown_revision = 'b'\n", "revision = 'a\ndown_revision = 'b'\n",
        "x = $\nrevision = 'a'\ndown_revision = 'b'\n",
        "\xEF\xBB\xBF# coding: latin-1\nrevision = 'a'\ndown_revision = 'b'\n"}) {
    EXPECT_TRUE(must_run(text)) << text;
  }
}

}  // namespace
}  // namespace retort::python
