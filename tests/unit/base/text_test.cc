// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

using Strings = std::vector<std::string>;

TEST(Text, SplitsAndJoins) {
  EXPECT_EQ(split("a,,b", ","), (Strings{"a", "", "b"}));
  EXPECT_EQ(split("", ","), Strings{""});
  EXPECT_EQ(split_words("  a \t b\n"), (Strings{"a", "b"}));
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
  EXPECT_EQ(split_lines("a\r\nb\rc\n\nd").size(), 5U);
  EXPECT_EQ(strip(" \t x y\n"), "x y");
  EXPECT_EQ(replace_all("aXbXX", "X", "--"), "a--b----");
}

TEST(Text, KnowsUnicodeAsPythonDoes) {
  EXPECT_EQ(word_runs("it's ünïcode größe_1, 日本語!"),
            (Strings{"it", "s", "ünïcode", "größe_1", "日本語"}));
  EXPECT_EQ(lower("ÜNÏCODE ΑΒΓ ДЖ İ Ǆ ẞ A"), "ünïcode αβγ дж i̇ ǆ ß a");
  EXPECT_EQ(utf8_length("größe"), 5U);
  EXPECT_EQ(utf8_prefix("größe", 3), "grö");
  EXPECT_FALSE(is_valid_utf8("\xC3"));
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xC0\x80"));
  EXPECT_TRUE(is_valid_utf8("\xF0\x9F\x98\x80"));
}

TEST(Text, ReprIsPythons) {
  EXPECT_EQ(repr("plain"), "'plain'");
  EXPECT_EQ(repr("it's"), "\"it's\"");
  EXPECT_EQ(repr("it's \"q\""), "'it\\'s \"q\"'");
  EXPECT_EQ(repr("a\\b\n\t\x01"), "'a\\\\b\\n\\t\\x01'");
  EXPECT_EQ(repr("ü\u200b\u00a0"), "'ü\\u200b\\xa0'");
  EXPECT_EQ(repr("\xFF"), "'\\udcff'");
  EXPECT_EQ(repr_tuple({"a"}), "('a',)");
  EXPECT_EQ(repr_tuple({"a", "b"}), "('a', 'b')");
}

TEST(Text, ParsesWholeIntegersOnly) {
  EXPECT_EQ(parse_integer(" 42 "), 42);
  EXPECT_EQ(parse_integer("-7"), -7);
  EXPECT_EQ(parse_integer("+7"), 7);
  for (const char* bad : {"", "+", "+-7", "4x", "4.0", "99999999999999999999"})
    EXPECT_FALSE(parse_integer(bad).has_value()) << bad;
}

}  // namespace
}  // namespace retort
