// SPDX-License-Identifier: MIT
#include "config/ini.h"

#include "retort/error.h"

#include "base/text.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

struct ParityCase {
  const char* name;
  const char* text;
  const char* expected;  // what Python 3.11's ConfigParser({"here": "/p"}) holds
};

constexpr ParityCase parity_cases[] = {
    {"equals and colon", "[a]\nx = 1\ny: 2\nz=3\n", "[a]\nx='1'\ny='2'\nz='3'"},
    {"the first delimiter counts", "[a]\nurl = sqlite:///x=y\nk: a = b\n",
     "[a]\nurl='sqlite:///x=y'\nk='a = b'"},
    {"names are lower-case and stripped", "[a]\nSome Key  =  Value \n", "[a]\nsome key='Value'"},
    {"full-line comments only", "[a]\n# one\n; two\n  # three\nx = 1 # kept\ny = 2 ; kept\n",
     "[a]\nx='1 # kept'\ny='2 ; kept'"},
    {"continuation lines", "[a]\nx = 1\n  2\n\t3\ny = 4\n", "[a]\nx='1\\n2\\n3'\ny='4'"},
    {"blank lines inside a value", "[a]\nx = 1\n\n  2\n\n\ny = 3\n", "[a]\nx='1\\n\\n2'\ny='3'"},
    {"comment inside a value", "[a]\nx = 1\n  # no\n  2\n", "[a]\nx='1\\n2'"},
    {"empty values", "[a]\nx =\ny = \nz:\n", "[a]\nx=''\ny=''\nz=''"},
    {"value on the next line", "[a]\nx =\n  one\n  two\n", "[a]\nx='\\none\\ntwo'"},
    {"section names keep case and spaces", "[A b]\nx = 1\n[a B]\nx = 2\n",
     "[A b]\nx='1'\n[a B]\nx='2'"},
    {"text after the bracket", "[a] rest\nx = 1\n", "[a]\nx='1'"},
    {"brackets in a section name", "[a]b]\nx = 1\n", "[a]b]\nx='1'"},
    {"defaults are inherited", "[DEFAULT]\nx = 1\ny = 2\n[a]\ny = 3\n[b]\n",
     "[a]\nx='1'\ny='3'\n[b]\nx='1'\ny='2'"},
    {"defaults may come last", "[a]\ny = %(x)s\n[DEFAULT]\nx = 1\n", "[a]\nx='1'\ny='1'"},
    {"default section twice", "[DEFAULT]\nx = 1\n[a]\n[DEFAULT]\ny = 2\n", "[a]\nx='1'\ny='2'"},
    {"interpolation", "[a]\nx = 1\ny = %(x)s-%(X)s\nz = %(y)s%%\n",
     "[a]\nx='1'\ny='1-1'\nz='1-1%'"},
    {"nine levels",
     "[a]\nk0 = %(k1)s\nk1 = %(k2)s\nk2 = %(k3)s\nk3 = %(k4)s\nk4 = %(k5)s\nk5 = %(k6)s\nk6 = "
     "%(k7)s\nk7 = %(k8)s\nk8 = %(k9)s\nk9 = end\n",
     "[a]\nk0='end'\nk1='end'\nk2='end'\nk3='end'\nk4='end'\nk5='end'\nk6='end'\nk7='end'\nk8='end'"
     "\nk9='end'"},
    {"eleven levels",
     "[a]\nk0 = %(k1)s\nk1 = %(k2)s\nk2 = %(k3)s\nk3 = %(k4)s\nk4 = %(k5)s\nk5 = %(k6)s\nk6 = "
     "%(k7)s\nk7 = %(k8)s\nk8 = %(k9)s\nk9 = %(k10)s\nk10 = %(k11)s\nk11 = end\n",
     "error"},
    {"endless interpolation", "[a]\nx = %(x)s\n", "error"},
    {"unknown name", "[a]\nx = %(nope)s\n", "error"},
    {"lone percent sign", "[a]\nx = 100%\n", "error"},
    {"percent sign before a letter", "[a]\nx = 100%s\n", "error"},
    {"open reference", "[a]\nx = %(y\n", "error"},
    {"indented options", "[a]\n  x = 1\n  y = 2\n    3\n", "[a]\nx='1'\ny='2\\n3'"},
    {"indented section after an option", "[a]\nx = 1\n  [b]\ny = 2\n", "[a]\nx='1\\n[b]'\ny='2'"},
    {"carriage returns", "[a]\r\nx = 1\r\n  2\r\n", "[a]\nx='1\\n2'"},
    {"no line end", "[a]\nx = 1", "[a]\nx='1'"},
    {"empty file", "", ""},
    {"only comments", "# nothing\n\n; here\n", ""},
    {"duplicate option", "[a]\nx = 1\nX = 2\n", "error"},
    {"duplicate section", "[a]\nx = 1\n[a]\ny = 2\n", "error"},
    {"no section", "x = 1\n", "error"},
    {"no delimiter", "[a]\nnothing\n", "error"},
    {"no name", "[a]\n= 1\n", "error"},
    {"empty section name", "[]\nx = 1\n", "error"},
    {"unicode", "[größe]\nÄ = ü\n", "[größe]\nä='ü'"},
};

std::string dump(const std::string& text) {
  try {
    IniDocument ini = IniDocument::parse(text, "test.ini");
    ini.set_default("here", "/p");
    std::string out;
    for (const IniDocument::Section& section : ini.sections()) {
      out += (out.empty() ? "[" : "\n[") + section.name + "]";
      for (const auto& [name, value] : ini.items(section.name))
        if (name != "here") out += "\n" + name + "=" + repr(value);
    }
    return out;
  } catch (const ConfigError&) {
    return "error";
  }
}

TEST(Ini, ReadsWhatConfigParserReads) {
  for (const ParityCase& test : parity_cases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(dump(test.text), test.expected);
  }
}

std::string failure(const std::string& text) {
  try {
    const IniDocument ini = IniDocument::parse(text, "p/alembic.ini");
    ini.items("a");
    return "no error";
  } catch (const ConfigError& error) {
    return error.what();
  }
}

TEST(Ini, SaysFileAndLineOfAProblem) {
  EXPECT_EQ(failure("[a]\nx = 1\ngarbage line\n"),
            "p/alembic.ini:3: neither a section, an option nor a comment: 'garbage line'");
  EXPECT_EQ(failure("[a]\nx = 1\nX = 2\n"),
            "p/alembic.ini:3: option 'x' in section 'a' already exists");
  EXPECT_EQ(failure("[a]\nx = 1\n\n[a]\n"), "p/alembic.ini:4: section 'a' already exists");
  EXPECT_EQ(failure("x = 1\n"), "p/alembic.ini:1: no [section] before 'x = 1'");
  EXPECT_EQ(failure(std::string("[a]\nx = \0\n", 9)),
            "cannot read 'p/alembic.ini': it is a binary file, not text");
}

TEST(Ini, SaysWhichOptionCannotBeInterpolated) {
  EXPECT_EQ(failure("[a]\nx = %(nope)s/mig\n"),
            "Bad value substitution: option 'x' in section 'a' contains an interpolation key "
            "'nope' which is not a valid option name. Raw value: '%(nope)s/mig'");
  EXPECT_EQ(failure("[a]\nx = 5%\n"),
            "'%' must be followed by '%' or '(', found: '%' (option 'x' in section 'a')");
}

TEST(Ini, EndsAnInterpolationThatMultiplies) {
  std::string text = "[a]\n";
  for (int level = 0; level < 9; ++level) {
    text += "k" + std::to_string(level) + " =";
    for (int i = 0; i < 50; ++i) text += " %(k" + std::to_string(level + 1) + ")s";
    text += "\n";
  }
  EXPECT_NE(failure(text + "k9 = x\n").find("Recursion limit exceeded"), std::string::npos);
}

TEST(Ini, SetValuesAreInterpolatedAndChecked) {
  IniDocument ini;
  ini.set("new", "Url", "sqlite:///%(name)s%%");
  ini.set("new", "name", "x");
  EXPECT_EQ(ini.value("new", "url"), "sqlite:///x%");
  EXPECT_THROW(ini.set("new", "url", "p%40ss"), ConfigError);
  ini.remove("new", "NAME");
  EXPECT_FALSE(ini.has_option("new", "name"));
  EXPECT_FALSE(ini.value("other", "url").has_value());
}

}  // namespace
}  // namespace retort
