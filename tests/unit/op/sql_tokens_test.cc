// SPDX-License-Identifier: MIT
#include "op/sql_tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

std::vector<std::string> texts(std::string_view sql) {
  std::vector<std::string> result;
  for (const auto& token : sql_tokens(sql)) result.push_back(token.text);
  return result;
}

TEST(SqlTokens, LeaveOutBlanksAndComments) {
  EXPECT_EQ(texts("a -- b\n /* c */ + d"), (std::vector<std::string>{"a", "+", "d"}));
}

TEST(SqlTokens, KnowAllFourKindsOfQuotedNames) {
  const auto tokens = sql_tokens(R"("a ""b""" `c``d` [e f] 'g''h')");
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[0].text, "a \"b\"");
  EXPECT_EQ(tokens[1].text, "c`d");
  EXPECT_EQ(tokens[2].text, "e f");
  EXPECT_EQ(tokens[2].kind, SqlTokenKind::quoted);
  EXPECT_EQ(tokens[3].text, "g'h");
  EXPECT_EQ(tokens[3].kind, SqlTokenKind::string);
}

TEST(SqlTokens, TakeASubscriptForSymbols) {
  EXPECT_EQ(texts("a[1]"), (std::vector<std::string>{"a", "[", "1", "]"}));
}

TEST(SqlTokens, TakeDollarQuotesAndPrefixedStringsForStrings) {
  const auto tokens = sql_tokens("$x$ it's $x$ E'a\\'b' x'00'");
  ASSERT_EQ(tokens.size(), 3U);
  for (const auto& token : tokens) EXPECT_EQ(token.kind, SqlTokenKind::string) << token.text;
}

TEST(SqlTokens, SayThatAQuoteNeverEnds) {
  EXPECT_EQ(sql_tokens("a 'b").back().kind, SqlTokenKind::unterminated);
}

TEST(SqlTokens, KeepNumbersWhole) {
  EXPECT_EQ(texts("1.5e-3+.5"), (std::vector<std::string>{"1.5e-3", "+", ".5"}));
}

}  // namespace
}  // namespace retort
