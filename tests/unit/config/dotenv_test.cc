// SPDX-License-Identifier: MIT
#include "config/dotenv.h"

#include "retort/error.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

DotenvValues values(std::string_view text, const DotenvValues& process = {}) {
  return dotenv_values(parse_dotenv(text, ".env"),
                       {.before = [&](const std::string& name) -> std::optional<std::string> {
                         const auto found = process.find(name);
                         if (found == process.end()) return std::nullopt;
                         return found->second;
                       }});
}

std::string failure(std::string_view text) {
  try {
    parse_dotenv(text, "conf/.env");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Dotenv, ReadsWhatPeopleWrite) {
  struct Case {
    std::string text;
    DotenvValues expected;
  };
  const Case cases[] = {
      {"", {}},
      {"A=1\nB=2\n", {{"A", "1"}, {"B", "2"}}},
      {"A=1\r\nB=2\r\n", {{"A", "1"}, {"B", "2"}}},
      {"\xEF\xBB\xBF"
       "A=1",
       {{"A", "1"}}},
      {"export A=1\nexport  B='2'", {{"A", "1"}, {"B", "2"}}},
      {"# a comment\n\n   # another\nA=1", {{"A", "1"}}},
      {"  A = 1  ", {{"A", "1"}}},
      {"A=\nB= \nC=''\nD=\"\"", {{"A", ""}, {"B", ""}, {"C", ""}, {"D", ""}}},
      {"A=x # why\nB=x#y\nC= # nothing\nD=#x", {{"A", "x"}, {"B", "x#y"}, {"C", ""}, {"D", "#x"}}},
      {"A='x # y' # why\nB=\"x # y\"# why", {{"A", "x # y"}, {"B", "x # y"}}},
      {"A=a=b&c", {{"A", "a=b&c"}}},
      {"A=p%40ss$word", {{"A", "p%40ss$word"}}},
      {R"(A="a\nb\t\"c\" \\ \$x \q")", {{"A", "a\nb\t\"c\" \\ $x \\q"}}},
      {R"(A='a\nb \'c\' \\')", {{"A", "a\\nb 'c' \\"}}},
      {"A=\"one\ntwo\"\nB=2", {{"A", "one\ntwo"}, {"B", "2"}}},
      {"A=\"one\r\ntwo\"", {{"A", "one\ntwo"}}},
      {"A=1\nA=2", {{"A", "2"}}},
      {"A", {}},
      {"export A", {}},
      {"a.b-c=1", {{"a.b-c", "1"}}},
      {"A=two words", {{"A", "two words"}}},
  };
  for (const Case& each : cases) EXPECT_EQ(values(each.text), each.expected) << each.text;
}

TEST(Dotenv, ReplacesVariablesOutsideOfSingleQuotes) {
  const std::string text =
      "HOST=db\n"
      "A=${HOST}:5432\n"
      "B=\"${HOST}/${NAME:-app}\"\n"
      "C='${HOST}'\n"
      "D=${NOWHERE}!\n"
      "E=\"\\${HOST}\"\n"
      "F=${HOST\n"
      "G=${LATER}\n"
      "LATER=1\n";
  const DotenvValues found = values(text);
  EXPECT_EQ(found.at("A"), "db:5432");
  EXPECT_EQ(found.at("B"), "db/app");
  EXPECT_EQ(found.at("C"), "${HOST}");
  EXPECT_EQ(found.at("D"), "!");
  EXPECT_EQ(found.at("E"), "${HOST}");
  EXPECT_EQ(found.at("F"), "${HOST");
  EXPECT_EQ(found.at("G"), "");
}

TEST(Dotenv, AsksTheProcessFirst) {
  EXPECT_EQ(values("HOST=file\nA=${HOST}", {{"HOST", "process"}}).at("A"), "process");
}

TEST(Dotenv, LooksNoFurtherIntoWhatItHasReplaced) {
  EXPECT_EQ(values("A=${P}", {{"P", "${P}${A}"}}).at("A"), "${P}${A}");
}

TEST(Dotenv, NamesTheFileAndTheLineOfWhatItCannotRead) {
  const std::pair<std::string, std::string> cases[] = {
      {"A=1\n=2", "conf/.env:2: no name of a variable at the beginning"},
      {"A: 1", "conf/.env:1: no '=' after the name 'A'"},
      {"A=1\nB='x\ny", "conf/.env:2: no closing '"},
      {"A=\"x\ny\" z", "conf/.env:2: something stands after the closing quote"},
      {"1A=2", "conf/.env:1: a name does not begin with a digit"},
      {std::string("A=\0", 3), "cannot read 'conf/.env': it is a binary file, not text"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(failure(text), expected);
}

}  // namespace
}  // namespace retort
