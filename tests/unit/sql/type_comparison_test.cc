// SPDX-License-Identifier: MIT
#include "sql/type_comparison.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort {
namespace {

const std::vector<std::vector<std::string>> synonyms = {{"numeric", "decimal"},
                                                        {"float", "double precision"}};
const std::vector<std::string> attributes = {"character set", "collate"};

bool differ(const std::string& model, const std::string& database) {
  return type_texts_differ(model, database, {.synonyms = synonyms, .attributes = attributes});
}

TEST(TypeComparison, TakesATextApart) {
  const auto words = type_words("TIMESTAMP(3) WITHOUT TIME ZONE");
  EXPECT_EQ(words.first, "timestamp");
  EXPECT_EQ(words.others, (std::vector<std::string>{"without", "time", "zone"}));
  EXPECT_EQ(words.arguments, std::vector<std::string>{"3"});
  EXPECT_EQ(type_words("NUMERIC(10, 2)").arguments, (std::vector<std::string>{"10", "2"}));
  EXPECT_EQ(type_words("\"My Type\"").first, "my");
  EXPECT_EQ(type_words("enum()"), (TypeWords{.first = "enum"}));
  EXPECT_EQ(type_words(""), TypeWords{});
}

TEST(TypeComparison, LastParenthesesHoldTheArguments) {
  EXPECT_EQ(type_words("a(1) b(2)").arguments, std::vector<std::string>{"2"});
  EXPECT_TRUE(type_words("t(precision=3)").arguments.empty());
}

TEST(TypeComparison, WhatOnlyOneSaysIsNoDifference) {
  EXPECT_FALSE(differ("VARCHAR", "VARCHAR(10)"));
  EXPECT_FALSE(differ("NUMERIC(10, 2)", "NUMERIC(10)"));
  EXPECT_FALSE(differ("VARCHAR(10)", "VARCHAR(10) COLLATE \"C\""));
  EXPECT_FALSE(differ("INTEGER", "INTEGER UNSIGNED"));
}

TEST(TypeComparison, WhatBothSayHasToBeTheSame) {
  EXPECT_TRUE(differ("VARCHAR(20)", "VARCHAR(10)"));
  EXPECT_TRUE(differ("TEXT", "VARCHAR(10)"));
  EXPECT_TRUE(differ("TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITHOUT TIME ZONE"));
  EXPECT_TRUE(differ("CHAR(3)", "VARCHAR(3)"));
  EXPECT_TRUE(differ("VARCHAR(5) COLLATE utf8mb4_bin", "VARCHAR(5) COLLATE utf8mb4_unicode_ci"));
  EXPECT_TRUE(differ("varchar(5) character set latin1 collate latin1_bin",
                     "varchar(5) character set utf8mb4"));
}

TEST(TypeComparison, SynonymsMeanTheSame) {
  EXPECT_FALSE(differ("DECIMAL(10, 2)", "NUMERIC(10, 2)"));
  EXPECT_TRUE(differ("DECIMAL(10, 2)", "NUMERIC(12, 2)"));
  EXPECT_FALSE(differ("FLOAT", "DOUBLE PRECISION"));
  EXPECT_TRUE(differ("REAL", "DOUBLE PRECISION"));
}

}  // namespace
}  // namespace retort
