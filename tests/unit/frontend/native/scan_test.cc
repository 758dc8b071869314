// SPDX-License-Identifier: MIT
#include "frontend/native/scan.h"

#include "retort/error.h"

#include "frontend/native/tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

const char* const whole_file = R"cpp(// create account table
                                     //
                                     // Revision ID: 1975ea83b712
                                     // Revises: a, b
#include <retort/migration.h>

                                     using namespace retort;

                                     const RevisionIdentity identity{
                                         .revision = "1975ea83b712",
                                         .down_revision = {"a", "b"},  // two parents
                                         .branch_labels = {"shop"},
                                         .depends_on = {},
                                     };

                                     static void upgrade(Operations& op) { op.execute("}"); }
)cpp";

TEST(NativeScan, ReadsTheIdentityAndTheLeadingComment) {
  const ScanResult result = scan_native({.path = "x.cc", .text = whole_file});
  EXPECT_EQ(result.status, ScanStatus::revision);
  EXPECT_EQ(result.revision.revision, "1975ea83b712");
  EXPECT_EQ(result.revision.down_revision, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(result.revision.branch_labels, std::vector<std::string>{"shop"});
  EXPECT_TRUE(result.revision.depends_on.empty());
  EXPECT_EQ(result.revision.longdoc,
            "create account table\n\nRevision ID: 1975ea83b712\nRevises: a, b");
}

TEST(NativeScan, AnyBeginningIsIncompleteOrHasTheWholeIdentity) {
  const std::string text = whole_file;
  const ScanResult whole = scan_native({.path = "x.cc", .text = text});
  for (std::size_t size = 0; size < text.size(); ++size) {
    const ScanResult part =
        scan_native({.path = "x.cc", .text = text.substr(0, size), .whole = false});
    if (part.status != ScanStatus::incomplete) {
      EXPECT_EQ(part, whole) << size;
    }
  }
}

TEST(NativeScan, AFileWithoutAnIdentityIsNoRevision) {
  for (const char* text : {"", "int f() { return 1; }", "// RevisionIdentity identity{}",
                           "void f(const RevisionIdentity& identity);",
                           "const char* s = \"RevisionIdentity identity{.revision}\";"}) {
    EXPECT_EQ(scan_native({.path = "x.cc", .text = text}).status, ScanStatus::other) << text;
  }
}

TEST(NativeScan, AcceptsTheFormsInWhichAConstantIsWritten) {
  for (const char* text : {
           "const retort::RevisionIdentity identity{.revision = \"a\"};",
           "static const retort::RevisionIdentity identity = {.revision = \"a\",};",
           "const auto identity = retort::RevisionIdentity{.revision{\"a\"}};",
           "/* RevisionIdentity i{ */ RevisionIdentity i{.revision = u8\"\" R\"x(a)x\"};",
           "#define X RevisionIdentity y{\nRevisionIdentity i{.revision = \"\\x61\"};",
       }) {
    const bool braced = std::string(text).find("revision{") != std::string::npos;
    if (braced) {
      EXPECT_THROW(scan_native({.path = "x.cc", .text = text}), ScriptError) << text;
    } else {
      EXPECT_EQ(scan_native({.path = "x.cc", .text = text}).revision.revision, "a") << text;
    }
  }
}

TEST(NativeScan, SaysWhereAnIdentityIsMalformed) {
  struct Case {
    const char* fields;
    const char* message;
  };
  for (const Case& example : std::vector<Case>{
           {".down_revision = {}", "x.cc:2: the identity has no revision"},
           {".revision = id", "x.cc:3: revision must be a string literal"},
           {".revision = \"a\",\n.revision = \"b\"", "x.cc:4: the field revision is given twice"},
           {"\"a\"", "x.cc:3: expected a field (.revision = ...) of the identity"},
           {".revision = \"a\", .down_revision = \"b\"",
            "x.cc:3: down_revision must be a list in braces: {} or {\"...\"}"},
           {".revision = \"a\", .down_revision = {b}",
            "x.cc:3: down_revision must hold string literals only"},
           {".revision = \"a\",\n\n.parents = {}",
            "x.cc:5: an identity has no field parents (revision, down_revision, branch_labels, "
            "depends_on, transaction)"},
           {".revision = \"a\" + b",
            "x.cc:3: expected a comma or closing brace after the field revision"},
           {".revision = \"a\", .transaction = 1", "x.cc:3: transaction must be true or false"},
       }) {
    const std::string text =
        "\nconst RevisionIdentity identity{\n" + std::string(example.fields) + "};\n";
    try {
      scan_native({.path = "x.cc", .text = text});
      ADD_FAILURE() << example.fields;
    } catch (const ScriptError& error) {
      EXPECT_STREQ(error.what(), example.message);
      EXPECT_EQ(error.details().path, "x.cc");
      EXPECT_GT(error.details().line, 0);
    }
  }
}

TEST(NativeScan, AnIdentityThatNeverEndsIsAnError) {
  EXPECT_THROW(scan_native({.path = "x.cc", .text = "RevisionIdentity i{.revision = \"a\""}),
               ScriptError);
}

TEST(NativeScan, BlockCommentsAreDocumentationToo) {
  const char* text = "/* create\n * account\n */\nRevisionIdentity i{.revision = \"a\"};";
  EXPECT_EQ(scan_native({.path = "x.cc", .text = text}).revision.longdoc, "create\naccount");
}

TEST(NativeScan, LicenceMarksAreNoDocumentation) {
  const char* text =
      "// SPDX-License-Identifier: MIT\n// create\nRevisionIdentity i{.revision = \"a\"};";
  EXPECT_EQ(scan_native({.path = "x.cc", .text = text}).revision.longdoc, "create");
}

std::vector<std::string> tokens_of(std::string_view text) {
  Tokenizer tokenizer(text);
  std::vector<std::string> found;
  while (true) {
    const Token token = tokenizer.next();
    if (token.kind == TokenKind::unfinished) found.emplace_back("...");
    if (token.kind == TokenKind::end || token.kind == TokenKind::unfinished) return found;
    found.push_back(token.kind == TokenKind::string ? "'" + token.text + "'"
                                                    : std::string(token.source));
  }
}

TEST(Tokenizer, KnowsTheLexicalRulesOfCpp) {
  using Tokens = std::vector<std::string>;
  struct Case {
    const char* text;
    Tokens tokens;
  };
  for (const Case& example : std::vector<Case>{
           {"a::b(c)", {"a", ":", ":", "b", "(", "c", ")"}},
           {"a // b \\\n c\nd", {"a", "d"}},
           {"a /* \" */ b", {"a", "b"}},
           {"a /* b", {"a", "..."}},
           {"# define X \"\na", {"a"}},
           {"a # b", {"a", "#", "b"}},
           {"\"a\\\"b\\n\\\\\" c", {"'a\"b\n\\'", "c"}},
           {"\"\\u00e9\\x41\\0\"",
            {std::string("'\xC3\xA9"
                         "A\0'",
                         6)}},
           {"R\"(a\"b)\" c", {"'a\"b'", "c"}},
           {"R\"x(a)\" )x\"", {"'a)\" '"}},
           {"R\"x(a)y\"", {"..."}},
           {"L\"a\" u8R\"(b)\"", {"'a'", "'b'"}},
           {"'\"' '\\'' u'x'", {"'\"'", "'\\''", "u'x'"}},
           {"1'000'000 0x1F", {"1'000'000", "0x1F"}},
           {"\"a", {"..."}},
       }) {
    EXPECT_EQ(tokens_of(example.text), example.tokens) << example.text;
  }
}

}  // namespace
}  // namespace retort
