// SPDX-License-Identifier: MIT
#include "retort/json.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace retort {
namespace {

TEST(Json, WritesEveryKindOfValue) {
  EXPECT_EQ(to_text(Json()), "null");
  EXPECT_EQ(to_text(true), "true");
  EXPECT_EQ(to_text(-12), "-12");
  EXPECT_EQ(to_text(std::size_t{7}), "7");
  EXPECT_EQ(to_text(1.5), "1.5");
  EXPECT_EQ(to_text(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(to_text("a"), R"("a")");
  EXPECT_EQ(to_text(std::optional<std::string>()), "null");
  EXPECT_EQ(to_text(std::optional<std::string>("a")), R"("a")");
  EXPECT_EQ(to_text(std::vector<std::string>{"a", "b"}), R"(["a", "b"])");
  EXPECT_EQ(to_text(Json::array()), "[]");
  EXPECT_EQ(to_text(Json::object()), "{}");
}

TEST(Json, KeepsMembersInTheirOrderAndOneOfAName) {
  Json json = Json::object({{"b", 1}, {"a", Json::array()}});
  json.set("c", "x");
  json.set("b", 2);
  EXPECT_EQ(to_text(json), R"({"b": 2, "a": [], "c": "x"})");
  EXPECT_EQ(*json.find("c"), Json("x"));
  EXPECT_EQ(json.find("d"), nullptr);
}

TEST(Json, EscapesWhatMayNotStandInAString) {
  EXPECT_EQ(to_text("\"\\\n\t\r\x01\x7f"), R"("\"\\\n\t\r\u0001\u007f")");
  EXPECT_EQ(to_text("gr\xc3\xbc\xc3\x9f"), "\"gr\xc3\xbc\xc3\x9f\"");
}

TEST(Json, ReplacesBytesThatAreNoText) {
  EXPECT_EQ(to_text(std::string("a\xff") + "b\xc3"),
            "\"a\xef\xbf\xbd"
            "b\xef\xbf\xbd\"");
}

TEST(Json, LaysOutOneValueALine) {
  Json steps = Json::array();
  steps.push(Json::object({{"revision", "a1"}}));
  EXPECT_EQ(to_text(Json::object({{"steps", steps}, {"rows", Json::array()}}), {.indent = 2}),
            "{\n  \"steps\": [\n    {\n      \"revision\": \"a1\"\n    }\n  ],\n  \"rows\": []\n}");
}

TEST(Json, ComparesByValue) {
  EXPECT_EQ(Json::object({{"a", 1}}), Json::object({{"a", 1}}));
  EXPECT_FALSE(Json::object({{"a", 1}}) == Json::object({{"a", 2}}));
  EXPECT_FALSE(Json::object({{"a", 1}}) == Json::object());
  EXPECT_FALSE(Json("1") == Json(1));
  EXPECT_FALSE(Json::array() == Json::object());
}

}  // namespace
}  // namespace retort
