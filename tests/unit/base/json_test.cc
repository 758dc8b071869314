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

TEST(JsonValue, WritesEveryKindOfValue) {
  EXPECT_EQ(to_text(JsonValue()), "null");
  EXPECT_EQ(to_text(true), "true");
  EXPECT_EQ(to_text(-12), "-12");
  EXPECT_EQ(to_text(std::size_t{7}), "7");
  EXPECT_EQ(to_text(1.5), "1.5");
  EXPECT_EQ(to_text(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(to_text("a"), R"("a")");
  EXPECT_EQ(to_text(std::optional<std::string>()), "null");
  EXPECT_EQ(to_text(std::optional<std::string>("a")), R"("a")");
  EXPECT_EQ(to_text(std::vector<std::string>{"a", "b"}), R"(["a", "b"])");
  EXPECT_EQ(to_text(JsonValue::array()), "[]");
  EXPECT_EQ(to_text(JsonValue::object()), "{}");
}

TEST(JsonValue, KeepsMembersInTheirOrderAndOneOfAName) {
  JsonValue json = JsonValue::object({{"b", 1}, {"a", JsonValue::array()}});
  json.set("c", "x");
  json.set("b", 2);
  EXPECT_EQ(to_text(json), R"({"b": 2, "a": [], "c": "x"})");
  EXPECT_EQ(*json.find("c"), JsonValue("x"));
  EXPECT_EQ(json.find("d"), nullptr);
}

TEST(JsonValue, EscapesWhatMayNotStandInAString) {
  EXPECT_EQ(to_text("\"\\\n\t\r\x01\x7f"), R"("\"\\\n\t\r\u0001\u007f")");
  EXPECT_EQ(to_text("gr\xc3\xbc\xc3\x9f"), "\"gr\xc3\xbc\xc3\x9f\"");
}

TEST(JsonValue, ReplacesBytesThatAreNoText) {
  EXPECT_EQ(to_text(std::string("a\xff") + "b\xc3"),
            "\"a\xef\xbf\xbd"
            "b\xef\xbf\xbd\"");
}

TEST(JsonValue, LaysOutOneValueALine) {
  JsonValue steps = JsonValue::array();
  steps.push(JsonValue::object({{"revision", "a1"}}));
  EXPECT_EQ(
      to_text(JsonValue::object({{"steps", steps}, {"rows", JsonValue::array()}}), {.indent = 2}),
      "{\n  \"steps\": [\n    {\n      \"revision\": \"a1\"\n    }\n  ],\n  \"rows\": []\n}");
}

TEST(JsonValue, ComparesByValue) {
  EXPECT_EQ(JsonValue::object({{"a", 1}}), JsonValue::object({{"a", 1}}));
  EXPECT_FALSE(JsonValue::object({{"a", 1}}) == JsonValue::object({{"a", 2}}));
  EXPECT_FALSE(JsonValue::object({{"a", 1}}) == JsonValue::object());
  EXPECT_FALSE(JsonValue("1") == JsonValue(1));
  EXPECT_FALSE(JsonValue::array() == JsonValue::object());
}

}  // namespace
}  // namespace retort
