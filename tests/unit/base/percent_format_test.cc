// SPDX-License-Identifier: MIT
#include "base/percent_format.h"

#include "retort/error.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

std::optional<FormatValue> lookup(std::string_view name) {
  if (name == "s") return "größe";
  if (name == "n") return 5LL;
  if (name == "m") return -255LL;
  if (name == "f") return 1.5;
  return std::nullopt;
}

std::string formatted(const char* format) {
  try {
    return percent_format(format, lookup);
  } catch (const Error& error) {
    return std::string("error: ") + error.what();
  }
}

TEST(PercentFormat, FormatsAsPythonDoes) {
  struct Case {
    const char* format;
    const char* expected;
  };
  const Case cases[] = {
      {"%(s)s-%(n)d", "größe-5"},
      {"%(s)-7.3s|", "grö    |"},
      {"%(s)8s|", "   größe|"},
      {"%(n).2d", "05"},
      {"%(n)05d", "00005"},
      {"%(n)+d", "+5"},
      {"%(m)x", "-ff"},
      {"%(m)#X", "-0XFF"},
      {"%(n)s%(n)r", "55"},
      {"%(s)r", "'größe'"},
      {"100%%", "100%"},
      {"%(f).2f", "1.50"},
      {"%(f)d", "1"},
      {"%(n)5.1f|", "  5.0|"},
      {"%(f)s", "1.5"},
      {"", ""},
  };
  for (const Case& test : cases) EXPECT_EQ(formatted(test.format), test.expected) << test.format;
}

TEST(PercentFormat, SaysWhatIsWrong) {
  EXPECT_EQ(formatted("%(nope)s"), "error: cannot format '%(nope)s': unknown name 'nope'");
  EXPECT_EQ(formatted("%(s)d"), "error: cannot format '%(s)d': %d needs a number, and 's' is text");
  EXPECT_EQ(formatted("5%"), "error: cannot format '5%': a '%' at the end begins nothing");
  EXPECT_EQ(formatted("%(s"), "error: cannot format '%(s': a '%(' has no ')'");
  EXPECT_EQ(formatted("%(n)99999999d").substr(0, 6), "error:");
  EXPECT_EQ(formatted("%s").substr(0, 6), "error:");
  EXPECT_EQ(formatted("%(n)k").substr(0, 6), "error:");
}

}  // namespace
}  // namespace retort
