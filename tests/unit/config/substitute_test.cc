// SPDX-License-Identifier: MIT
#include "config/substitute.h"

#include "retort/error.h"

#include <gtest/gtest.h>

#include <map>

namespace retort {
namespace {

std::string replaced(std::string_view text) {
  const std::map<std::string, std::string> known = {
      {"A", "one"}, {"EMPTY", ""}, {"PERCENT", "p%(x)s${A}"}};
  return substitute_variables(
      text,
      [&known](const std::string& name) -> std::optional<std::string> {
        const auto found = known.find(name);
        if (found == known.end()) return std::nullopt;
        return found->second;
      },
      [](const std::string& name) -> std::string { throw ConfigError("no " + name); });
}

std::string failure(std::string_view text) {
  try {
    return "no error: " + replaced(text);
  } catch (const ConfigError& error) {
    return error.what();
  }
}

TEST(Substitute, PutsValuesInThePlaceOfNames) {
  EXPECT_EQ(replaced("x ${A} y ${A}"), "x one y one");
  EXPECT_EQ(replaced("$A $ {A} $"), "$A $ {A} $");
  EXPECT_EQ(replaced("[${EMPTY}]"), "[]");
  EXPECT_EQ(replaced("${A:-two}${B:-two}${EMPTY:-two}${B:-}"), "onetwotwo");
  EXPECT_EQ(replaced("${B:-${C:-${A}}}/${B:-a}b}"), "one/ab}");
  EXPECT_EQ(replaced("$${A}"), "${A}");
}

TEST(Substitute, DoesNotLookIntoValues) { EXPECT_EQ(replaced("${PERCENT}"), "p%(x)s${A}"); }

TEST(Substitute, RefusesWhatItCannotReplace) {
  EXPECT_EQ(failure("${B}"), "no B");
  EXPECT_EQ(failure("${B:-${C}}"), "no C");
  for (const char* text : {"${", "${}", "${1}", "${A", "${A:?no}", "${A-b}", "${A:-b"}) {
    EXPECT_EQ(failure(text), std::string("neither ${NAME} nor ${NAME:-default}: '") + text + "'");
  }
}

}  // namespace
}  // namespace retort
