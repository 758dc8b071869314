// SPDX-License-Identifier: MIT
#include "retort/config.h"

#include "retort/error.h"

#include "base/files.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

using Strings = std::vector<std::string>;

class Deprecations : public Reporter {
 public:
  void deprecated(std::string_view message) override { seen.emplace_back(message); }
  Strings seen;
};

/// A project folder with an ini and a TOML file.
struct Project {
  TemporaryDirectory folder;
  Deprecations reporter;

  Config config(const std::string& ini, const std::string& toml = "") {
    write_file(folder.path() + "/alembic.ini", ini);
    write_file(folder.path() + "/pyproject.toml", toml);
    ConfigOptions options;
    options.ini_path = "alembic.ini";
    options.toml_path = "pyproject.toml";
    options.host.working_directory = folder.path();
    options.reporter = &reporter;
    return Config(options);
  }
};

std::string failure(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Config, ChoosesFilesAsTheCommandLineDoes) {
  struct Case {
    Strings given;
    const char* variable;
    ConfigPaths expected;
  };
  const Case cases[] = {
      {{}, "", {"alembic.ini", "pyproject.toml"}},
      {{"a.ini"}, "", {"a.ini", "pyproject.toml"}},
      {{"x/pyproject.toml"}, "", {"alembic.ini", "x/pyproject.toml"}},
      {{"x/pyproject.toml", "b.cfg"}, "", {"b.cfg", "x/pyproject.toml"}},
      {{}, "env.ini", {"env.ini", "pyproject.toml"}},
      {{}, "y/pyproject.toml", {"alembic.ini", "y/pyproject.toml"}},
      {{"a.ini"}, "env.ini", {"a.ini", "pyproject.toml"}},
      {{"a.ini"}, "y/pyproject.toml", {"a.ini", "y/pyproject.toml"}},
  };
  for (const Case& test : cases) {
    Host host;
    host.variables["ALEMBIC_CONFIG"] = test.variable;
    EXPECT_EQ(choose_config_paths(test.given, host), test.expected);
  }
  EXPECT_EQ(failure([] {
              choose_config_paths({"a.ini", "b.ini"}, {});
            }),
            "only one ini file may be indicated");
  EXPECT_EQ(failure([] {
              choose_config_paths({"pyproject.toml", "a/pyproject.toml"}, {});
            }),
            "pyproject.toml indicated more than once");
}

TEST(Config, LooksInTheIniFirstAndThenInTheToml) {
  Project project;
  const Config config = project.config(
      "[alembic]\na = ini %(here)s\n",
      "[tool.alembic]\na = 'toml'\nb = '%(here)s/b 100%%'\nn = 5\nflag = true\nf = 1.5\n");
  EXPECT_EQ(config.option("a"), "ini " + project.folder.path());
  EXPECT_EQ(config.option("b"), project.folder.path() + "/b 100%");
  EXPECT_EQ(config.option("n"), "5");
  EXPECT_EQ(config.option("flag"), "true");
  EXPECT_FALSE(config.option("c").has_value());
  EXPECT_EQ(config.main_option("b", "none"), "none");
  EXPECT_EQ(failure([&] { (void)config.option("f"); }), "unsupported TOML value type for key: 'f'");
}

TEST(Config, SaysWhatIsWrongWithAToml) {
  Project project;
  EXPECT_EQ(failure([&] { (void)project.config("", "[tool]\nalembic = 'x'\n").option("a"); }),
            "Incorrect TOML format");
  const std::string syntax =
      failure([&] { (void)project.config("", "[tool.alembic]\na = = 1\n").option("a"); });
  EXPECT_EQ(syntax.substr(0, 18), "pyproject.toml:2: ");
  const std::string format =
      failure([&] { (void)project.config("", "[tool.alembic]\na='%(no)s'\n").option("a"); });
  EXPECT_EQ(format, "pyproject.toml: a: cannot format '%(no)s': unknown name 'no'");
}

TEST(Config, AMissingFileIsNoErrorUntilASectionIsNeeded) {
  ConfigOptions options;
  options.ini_path = "nope.ini";
  options.host.working_directory = "/nonexistent";
  const Config config(options);
  EXPECT_FALSE(config.option("script_location").has_value());
  EXPECT_EQ(failure([&] { (void)config.main_option("x"); }),
            "No config file 'nope.ini' found, or file has no '[alembic]' section");
  EXPECT_FALSE(Config().main_option("x").has_value());
}

TEST(Config, HasTwoStylesOfBooleans) {
  Project project;
  const Config config = project.config("[alembic]\na = true\nb = True\nc = 1\nd = YES\ne = maybe\n",
                                       "[tool.alembic]\nt = true\ns = 'true'\n");
  EXPECT_TRUE(config.boolean_option("a"));
  EXPECT_FALSE(config.boolean_option("b"));
  EXPECT_FALSE(config.boolean_option("c"));
  EXPECT_TRUE(config.boolean_option("t"));
  EXPECT_FALSE(config.boolean_option("absent"));
  EXPECT_EQ(failure([&] { (void)config.boolean_option("s"); }),
            "boolean value expected for TOML parameter 's'");
  for (const char* name : {"a", "b", "c", "d", "t", "s"})
    EXPECT_TRUE(config.lenient_boolean_option(name)) << name;
  EXPECT_EQ(failure([&] { (void)config.lenient_boolean_option("e"); }),
            "String is not true/false: 'maybe' (option 'e')");
}

TEST(Config, SplitsLocationsAsTheSeparatorSays) {
  struct Case {
    const char* keys;
    Strings expected;
    std::size_t deprecations;
  };
  const Case cases[] = {
      {"version_locations = a:b\npath_separator = os", {"a", "b"}, 0},
      {"version_locations = a b\npath_separator = space", {"a", "b"}, 0},
      {"version_locations =\n  a\n  b\npath_separator = newline", {"a", "b"}, 0},
      {"version_locations = a; b;;\npath_separator = ;", {"a", "b"}, 0},
      {"version_locations = a:b\nversion_path_separator = :", {"a", "b"}, 1},
      {"version_locations = a, b  c", {"a", "b", "c"}, 1},
      {"version_locations = a:b", {"a:b"}, 1},
      {"other = 1", {}, 0},
  };
  for (const Case& test : cases) {
    Project project;
    const Config config = project.config("[alembic]\n" + std::string(test.keys) + "\n");
    EXPECT_EQ(config.version_locations(), test.expected) << test.keys;
    EXPECT_EQ(project.reporter.seen.size(), test.deprecations) << test.keys;
  }
  Project project;
  const Config bad = project.config("[alembic]\nversion_locations=a\npath_separator=|\n");
  EXPECT_EQ(failure([&] { (void)bad.version_locations(); }),
            "'|' is not a valid value for path_separator; expected 'space', 'newline', 'os', ':', "
            "';'");
  const Config legacy = project.config("[alembic]\nprepend_sys_path = a:b, c\n");
  EXPECT_EQ(legacy.prepend_sys_path(), (Strings{"a", "b", "c"}));
  const Config toml =
      project.config("", "[tool.alembic]\nversion_locations = ['%(here)s/v', 'w']\n");
  EXPECT_EQ(toml.version_locations(), (Strings{project.folder.path() + "/v", "w"}));
}

TEST(Config, ReadsHooksFromTheIniOrElseTheToml) {
  Project project;
  const std::string toml =
      "[[tool.alembic.post_write_hooks]]\nname='t'\ntype='exec'\noptions='%(here)s'\n";
  const Config ini = project.config(
      "[post_write_hooks]\nhooks = a, b\na.type = exec\na.executable = cat\nb.x = 1\n", toml);
  EXPECT_EQ(ini.post_write_hooks(),
            (std::vector<HookConfig>{{"a", {{"type", "exec"}, {"executable", "cat"}}},
                                     {"b", {{"x", "1"}}}}));
  EXPECT_TRUE(project.config("[post_write_hooks]\n", toml).post_write_hooks().empty());
  EXPECT_EQ(
      project.config("", toml).post_write_hooks(),
      (std::vector<HookConfig>{{"t", {{"type", "exec"}, {"options", project.folder.path()}}}}));
}

TEST(Config, OptionsCanBeSetByTheProgram) {
  Config config;
  config.set_main_option("sqlalchemy.url", "sqlite:///%(name)s");
  config.set_main_option("name", "x");
  EXPECT_EQ(config.main_option("sqlalchemy.url"), "sqlite:///x");
  Config copy = config;
  copy.remove_main_option("name");
  EXPECT_EQ(config.main_option("name"), "x");
  EXPECT_FALSE(copy.main_option("name").has_value());
  config.set_section_option("engine1", "k", "v");
  EXPECT_EQ(config.section_option("engine1", "k"), "v");
}

TEST(Config, XArgumentsAreAListAndADictionary) {
  ConfigOptions options;
  options.x_arguments = {"a=1", "b", "a=2=3"};
  const Config config(options);
  EXPECT_EQ(config.x_arguments().size(), 3U);
  EXPECT_EQ(config.x_dictionary(), (std::map<std::string, std::string>{{"a", "2=3"}, {"b", ""}}));
}

}  // namespace
}  // namespace retort
