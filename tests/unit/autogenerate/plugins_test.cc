// SPDX-License-Identifier: MIT
#include "retort/error.h"

#include "unit/autogenerate/comparing.h"

#include <gtest/gtest.h>

namespace retort::test {
namespace {

std::string refusal(const Texts& patterns) {
  try {
    select_plugins(patterns, builtin_plugins());
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(Plugins, PatternsTakeInAndOut) {
  EXPECT_EQ(select_plugins({"alembic.autogenerate.*"}, builtin_plugins()), builtin_plugins());
  EXPECT_EQ(select_plugins({"a.*", "~a.two"}, {"a.one", "a.two", "b"}), Texts{"a.one"});
}

TEST(Plugins, StarsStandForOneOrMoreCharacters) {
  const Texts registered = {"a.b", "a.b.c", "x"};
  EXPECT_EQ(select_plugins({"a.*"}, registered), (Texts{"a.b", "a.b.c"}));
  EXPECT_EQ(select_plugins({"*"}, registered), registered);
  EXPECT_EQ(select_plugins({"*", "~a.*.c"}, registered), (Texts{"a.b", "x"}));
}

TEST(Plugins, WhatIsNotThereOrNoPatternIsRefused) {
  EXPECT_EQ(refusal({"alembic.autogenerate.*", "other.thing"}),
            "Did not locate plugins: other.thing");
  EXPECT_EQ(refusal({"alembic.auto-generate"}),
            "Invalid plugin expression 'alembic.auto-generate'");
  EXPECT_EQ(refusal({"~"}), "Invalid plugin expression ''");
}

TEST(Plugins, WithoutTablesNothingIsFound) {
  Comparing comparing({"CREATE TABLE item (id INTEGER)"});
  comparing.options.autogenerate_plugins = {"alembic.autogenerate.*",
                                            "~alembic.autogenerate.tables"};
  EXPECT_EQ(comparing.differences({}), Texts{});
}

TEST(Plugins, PartsThatAreLeftOutAreNotCompared) {
  Comparing comparing({"CREATE TABLE item (id INTEGER NOT NULL, a INTEGER, PRIMARY KEY (id))"});
  Column column{.name = "a", .type = type::Text{}, .nullable = false, .index = true};
  comparing.options.active_plugins =
      Texts{"alembic.autogenerate.schemas", "alembic.autogenerate.tables"};
  EXPECT_EQ(comparing.differences({table("item", {column})}), Texts{});
}

}  // namespace
}  // namespace retort::test
