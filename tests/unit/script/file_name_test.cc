// SPDX-License-Identifier: MIT
#include "script/file_name.h"

#include "retort/error.h"

#include "script/encoding.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

Host frozen_host() {
  Host host;
  host.variables["TZ"] = "UTC";
  host.now = [] {
    return Instant{std::chrono::seconds(1709618829) + std::chrono::microseconds(123456)};
  };
  return host;
}

TEST(FileName, MakesSlugsAsAlembicDoes) {
  struct Case {
    const char* message;
    long long limit;
    const char* slug;
  };
  const Case cases[] = {
      {"Add USERS table!", 40, "add_users_table"},
      {"a/b c\\d", 40, "a_b_c_d"},
      {"it's \"quoted\"", 40, "it_s_quoted"},
      {"ünïcode größe", 40, "ünïcode_größe"},
      {"", 40, ""},
      {"   ", 40, ""},
      {"tabs\tand\nnewline", 40, "tabs_and_newline"},
      {"dots.and-dashes_and__under", 40, "dots_and_dashes_and__under"},
      {"100% sure", 40, "100_sure"},
      {"one two three four", 10, "one_two_"},
      {"one two three four", 3, "one_"},
      {"aaaaaaaaaaaaaaaa", 10, "aaaaaaaaaa_"},
      {"日本語 テスト", 4, "日本語_"},
      {"one two three four", -1, "one_two_three_"},
      {"ünïcode", -5, "ün_"},
      {"short", -9, "_"},
  };
  for (const Case& test : cases)
    EXPECT_EQ(make_slug(test.message, test.limit), test.slug) << test.message;
}

TEST(FileName, TakesTokensWithFormats) {
  const FileNameParts parts{"ab12", "some_thing", make_create_date(frozen_host(), std::nullopt)};
  struct Case {
    const char* file_template;
    const char* expected;
  };
  const Case cases[] = {
      {"%(rev)s_%(slug)s", "ab12_some_thing"},
      {"%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s", "2024_03_05_0607-ab12"},
      {"%(year)d/%(month).2d/%(day).2d_%(slug)s", "2024/03/05_some_thing"},
      {"%(epoch)s_%(second)d", "1709618829_9"},
      {"%(year)x", "7e8"},
  };
  for (const Case& test : cases)
    EXPECT_EQ(format_file_name(test.file_template, parts), test.expected);
  EXPECT_THROW(format_file_name("%(nope)s", parts), ConfigError);
}

TEST(FileName, DatesAreLocalOrInTheConfiguredZone) {
  const auto shown = [](const std::optional<std::string>& zone, const char* local = "UTC") {
    Host host = frozen_host();
    host.variables["TZ"] = local;
    return format_datetime(make_create_date(host, zone).shown);
  };
  EXPECT_EQ(shown(std::nullopt), "2024-03-05 06:07:09.123456");
  EXPECT_EQ(shown(std::nullopt, "Asia/Tokyo"), "2024-03-05 15:07:09.123456");
  EXPECT_EQ(shown("", "Asia/Tokyo"), "2024-03-05 15:07:09.123456");
  EXPECT_EQ(shown("UTC"), "2024-03-05 06:07:09.123456+00:00");
  EXPECT_EQ(shown("utc"), "2024-03-05 06:07:09.123456+00:00");
  EXPECT_EQ(shown("Europe/Berlin"), "2024-03-05 07:07:09.123456+01:00");
  EXPECT_EQ(shown("America/New_York"), "2024-03-05 01:07:09.123456-05:00");
  try {
    shown("Nowhere/Land");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "Can't locate timezone: Nowhere/Land");
  }
}

TEST(Encoding, WritesWhatItsNameSays) {
  EXPECT_EQ(encode_text("größe", "utf-8"), "größe");
  EXPECT_EQ(encode_text("größe", "Latin_1"),
            "gr\xF6\xDF"
            "e");
  EXPECT_THROW(encode_text("日", "latin-1"), Error);
  EXPECT_THROW(encode_text("ö", "ascii"), Error);
  EXPECT_THROW(encode_text("x", "klingon"), ConfigError);
}

}  // namespace
}  // namespace retort
