// SPDX-License-Identifier: MIT
#include "retort/environment.h"
#include "retort/error.h"
#include "retort/migration.h"
#include "retort/script.h"

#include "base/files.h"
#include "base/text.h"
#include "script/hooks.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace retort {
namespace {

using Strings = std::vector<std::string>;

/// A language of "key: value" lines.
class PlainFrontend : public Frontend {
 public:
  std::string_view name() const override { return "plain"; }
  std::string_view file_extension() const override { return ".rev"; }
  std::string_view script_template() const override { return "script.rev.mako"; }
  bool claims(std::string_view file_name) const override { return file_name.ends_with(".rev"); }
  ScanResult scan(const ScanInput& input) const override {
    ScanResult result;
    if (input.text.find("end") == std::string_view::npos && !input.whole)
      return {ScanStatus::incomplete, {}};
    for (const std::string& line : split(input.text, "\n")) {
      const std::size_t colon = line.find(": ");
      if (colon == std::string::npos) continue;
      const std::string key = line.substr(0, colon);
      const Strings values = split_words(replace_all(line.substr(colon), ",", " ").substr(1));
      if (key == "revision" && !values.empty()) result.revision.revision = values.front();
      if (key == "down") result.revision.down_revision = values;
      if (key == "labels") result.revision.branch_labels = values;
      if (key == "depends") result.revision.depends_on = values;
    }
    if (!result.revision.revision.empty()) result.status = ScanStatus::revision;
    return result;
  }
  std::vector<std::unique_ptr<Migration>> load(const LoadRequest&) override;
  EnvironmentOutcome run_environment(const EnvironmentRequest&) override {
    return EnvironmentOutcome::absent;
  }
  std::optional<std::string> package_folder(const std::string& name, const Config&) override {
    return name == "installed" ? package : std::nullopt;
  }
  std::optional<std::string> package = {};
};

class Lines : public Reporter {
 public:
  void warn(std::string_view message) override { out.push_back("warn " + std::string(message)); }
  void status_begin(std::string_view message) override { out.emplace_back(message); }
  void status_end(bool ok) override { out.emplace_back(ok ? "done" : "FAILED"); }
  void message(std::string_view line) override { out.emplace_back(line); }
  Strings out;
};

struct Project {
  TemporaryDirectory folder;
  PlainFrontend frontend;
  Lines reporter;
  std::optional<Config> config;

  explicit Project(const std::string& keys = "") {
    make_directories(path("mig/versions"));
    write_file(path("alembic.ini"), "[alembic]\nscript_location = mig\n" + keys);
    write_file(path("mig/script.rev.mako"),
               "message: ${message}\nrevision: ${up_revision}\ndown: ${down_revision | comma,n}\n"
               "labels: ${branch_labels | comma,n}\ndepends: ${depends_on | comma,n}\n"
               "date: ${create_date}\nend\n");
    ConfigOptions options;
    options.ini_path = "alembic.ini";
    options.reporter = &reporter;
    options.host.working_directory = folder.path();
    options.host.variables = {{"TZ", "UTC"}, {"PATH", "/usr/bin:/bin"}};
    options.host.now = [] {
      return std::chrono::system_clock::time_point{std::chrono::seconds(1709618829)};
    };
    config.emplace(options);
  }
  std::string path(const std::string& name) const { return folder.path() + "/" + name; }
  void add(const std::string& name, const std::string& revision, const std::string& down = "") {
    write_file(path("mig/" + name), "revision: " + revision + "\ndown: " + down + "\nend\n");
  }
  ScriptDirectory scripts() { return ScriptDirectory::from_config(*config, {&frontend}); }
  Strings ids() { return scripts().map().ids(); }
};

std::vector<std::unique_ptr<Migration>> PlainFrontend::load(const LoadRequest&) {
  throw Error("not needed");
}

std::string failure(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(ScriptDirectory, ReadsRevisionsInTheOrderOfTheirNames) {
  Project project;
  project.add("versions/2.rev", "b", "a");
  project.add("versions/1.rev", "a");
  project.add("versions/.#3.rev", "x");
  project.add("versions/__init__.rev", "y");
  write_file(project.path("mig/versions/notes.txt"), "revision: z\nend\n");
  write_file(project.path("mig/versions/other.rev"), "no identity\nend\n");
  EXPECT_EQ(project.ids(), (Strings{"a", "b"}));
  EXPECT_EQ(project.scripts().map().find("b")->path, real_path(project.path("mig/versions/2.rev")));
}

TEST(ScriptDirectory, ReadsLongFilesWholeOnlyWhenItMust) {
  Project project;
  write_file(project.path("mig/versions/1.rev"),
             std::string(20000, '\n') + "revision: a\ndown: \nend\n");
  EXPECT_EQ(project.ids(), Strings{"a"});
}

TEST(ScriptDirectory, ReadsManyFilesAsItReadsFew) {
  Project project("version_locations = mig/versions:mig/more\npath_separator = :\n");
  make_directories(project.path("mig/more"));
  Strings expected;
  std::string before;
  for (int i = 1000; i < 1700; ++i) {
    const std::string id = "r" + std::to_string(i);
    project.add((i < 1400 ? "versions/" : "more/") + id + ".rev", id, before);
    expected.push_back(id);
    before = id;
  }
  EXPECT_EQ(project.ids(), expected);
  write_file(project.path("mig/more/r1650.rev"), std::string("revision: \0", 11));
  EXPECT_EQ(failure([&] { project.ids(); }), "cannot read '" +
                                                 real_path(project.path("mig/more/r1650.rev")) +
                                                 "': it is a binary file, not text");
}

TEST(ScriptDirectory, GoesIntoFoldersOnlyWhenToldTo) {
  for (const bool recursive : {false, true}) {
    Project project(recursive ? "recursive_version_locations = true\n" : "");
    make_directories(project.path("mig/versions/b"));
    make_directories(project.path("mig/versions/a"));
    make_directories(project.path("mig/versions/__pycache__"));
    project.add("versions/z.rev", "top");
    project.add("versions/b/1.rev", "in_b", "top");
    project.add("versions/a/1.rev", "in_a", "top");
    project.add("versions/__pycache__/1.rev", "no");
    EXPECT_EQ(project.ids(), recursive ? (Strings{"top", "in_a", "in_b"}) : Strings{"top"});
  }
}

TEST(ScriptDirectory, WarnsOfAFileThatIsReachedTwice) {
  Project project("version_locations = mig/versions:mig/link\npath_separator = :\n");
  project.add("versions/1.rev", "a");
  ASSERT_EQ(::symlink("versions", project.path("mig/link").c_str()), 0);
  EXPECT_EQ(project.ids(), Strings{"a"});
  EXPECT_EQ(project.reporter.out,
            Strings{"warn File " + real_path(project.path("mig/versions/1.rev")) +
                    " loaded twice! ignoring. Please ensure version_locations is unique."});
}

TEST(ScriptDirectory, SaysWhatIsWrongWithAProject) {
  EXPECT_EQ(failure([] { ScriptDirectory::from_config(Config(), {}); }),
            "No 'script_location' key found in configuration.");
  Project missing("");
  missing.config->set_main_option("script_location", "nowhere");
  EXPECT_EQ(failure([&] { missing.scripts(); }),
            "Path doesn't exist: nowhere.  Please use the 'init' command to create a new scripts "
            "folder.");
  missing.config->set_main_option("script_location", "nopkg:mig");
  EXPECT_EQ(failure([&] { missing.scripts(); }).substr(0, 23), "No module named 'nopkg'");
  Project bad("truncate_slug_length = abc\n");
  EXPECT_EQ(failure([&] { bad.scripts(); }), "truncate_slug_length must be a number, not 'abc'");
  Project binary;
  write_file(binary.path("mig/versions/x.rev"), std::string("\x7F"
                                                            "ELF\0\0",
                                                            6));
  EXPECT_EQ(failure([&] { binary.ids(); }), "cannot read '" +
                                                real_path(binary.path("mig/versions/x.rev")) +
                                                "': it is a binary file, not text");
}

TEST(ScriptDirectory, FindsAFolderInAPackage) {
  Project project;
  make_directories(project.path("lib/my/pkg/mig/versions"));
  write_file(project.path("lib/my/pkg/mig/versions/1.rev"), "revision: p\nend\n");
  project.config->set_main_option("prepend_sys_path", "lib");
  project.config->set_main_option("path_separator", "os");
  project.config->set_main_option("script_location", "my.pkg:mig");
  EXPECT_EQ(project.ids(), Strings{"p"});
}

TEST(ScriptDirectory, AsksTheLanguagesForPackagesThatAreNotBesideIt) {
  Project project;
  make_directories(project.path("elsewhere/mig/versions"));
  write_file(project.path("elsewhere/mig/versions/1.rev"), "revision: q\nend\n");
  project.frontend.package = project.path("elsewhere");
  project.config->set_main_option("script_location", "installed:mig");
  EXPECT_EQ(project.ids(), Strings{"q"});
}

TEST(ScriptDirectory, NamesASectionThatIsNotThere) {
  const TemporaryDirectory folder;
  write_file(join_path(folder.path(), "a.ini"), "[alembic]\nscript_location = mig\n");
  ConfigOptions options{.ini_path = "a.ini", .section = "other"};
  options.host.working_directory = folder.path();
  try {
    ScriptDirectory::from_config(Config(options), {});
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(),
              "There is no section [other] in '" + join_path(folder.path(), "a.ini") + "'.");
  }
}

TEST(ScriptDirectory, WritesANewRevision) {
  Project project(
      "file_template = %%(year)d/%%(rev)s_%%(slug)s\nrecursive_version_locations = "
      "true\n");
  project.add("versions/1.rev", "a");
  ScriptDirectory scripts = project.scripts();
  const Revision revision = scripts.generate_revision(
      {.identity = {.revision = "b", .branch_labels = {"side"}}, .message = "Add it!"});
  const std::string path = project.path("mig/versions/2024/b_add_it.rev");
  EXPECT_EQ(revision.path, path);
  EXPECT_EQ(read_file(path),
            "message: Add it!\nrevision: b\ndown: a\nlabels: side\ndepends: \n"
            "date: 2024-03-05 06:07:09\nend\n");
  EXPECT_EQ(project.reporter.out,
            (Strings{"Creating directory " + project.path("mig/versions/2024"), "done",
                     "Generating " + path, "done"}));
  EXPECT_EQ(scripts.map().heads(), Strings{"b"});
  EXPECT_EQ(project.ids(), (Strings{"a", "b"}));
}

TEST(ScriptDirectory, ChoosesTheFolderOfANewRevision) {
  Project project("version_locations = mig/versions:mig/second\npath_separator = :\n");
  project.add("versions/1.rev", "a");
  ScriptDirectory scripts = project.scripts();
  EXPECT_EQ(scripts.generate_revision({.identity = {.revision = "b"}}).path,
            project.path("mig/versions/b_.rev"));
  EXPECT_EQ(failure([&] {
              scripts.generate_revision({.identity = {.revision = "c", .head = Strings{"base"}}});
            }),
            "Multiple version locations present, please specify --version-path");
  EXPECT_EQ(failure([&] {
              scripts.generate_revision({.identity = {.revision = "c"}, .version_path = "mig/no"});
            }),
            "Path mig/no is not represented in current version locations");
  EXPECT_EQ(scripts
                .generate_revision({.identity = {.revision = "c", .head = Strings{"base"}},
                                    .version_path = "mig/second"})
                .path,
            project.path("mig/second/c_.rev"));
}

TEST(ScriptDirectory, LeavesNoFileBehindForATakenLabel) {
  Project project;
  write_file(project.path("mig/versions/1.rev"), "revision: a\nlabels: x\nend\n");
  ScriptDirectory scripts = project.scripts();
  EXPECT_EQ(failure([&] {
              scripts.generate_revision({.identity = {.revision = "b", .branch_labels = {"x"}}});
            }),
            "Branch name 'x' in revision b already used by revision a");
  EXPECT_EQ(list_directory(project.path("mig/versions")).size(), 1U);
}

TEST(ScriptDirectory, SaysWhenATemplateLosesTheLabels) {
  Project project;
  write_file(project.path("mig/script.rev.mako"), "revision: ${up_revision}\nend\n");
  ScriptDirectory scripts = project.scripts();
  EXPECT_EQ(failure([&] {
              scripts.generate_revision({.identity = {.revision = "b", .branch_labels = {"x"}}});
            }),
            "Version b specified branch_labels x, however the migration file " +
                project.path("mig/versions/b_.rev") +
                " does not have them; have you upgraded your script.rev.mako to include the "
                "'branch_labels' section?");
}

TEST(Hooks, PutThePathWhereTheOptionsSay) {
  EXPECT_EQ(hook_arguments("-l 79", "/p/x y.cc"), (Strings{"/p/x y.cc", "-l", "79"}));
  EXPECT_EQ(hook_arguments("-a 'two words' --f=REVISION_SCRIPT_FILENAME", "/x"),
            (Strings{"-a", "two words", "--f=/x"}));
  EXPECT_EQ(hook_arguments("", "/x"), Strings{"/x"});
  EXPECT_EQ(split_shell_words("a\\ b \"c \\\" d\" '' e"), (Strings{"a b", "c \" d", "", "e"}));
  EXPECT_EQ(failure([] { split_shell_words("'a"); }), "No closing quotation");
}

TEST(Hooks, RunAndReportHowTheyEnd) {
  Project project;
  const std::string file = project.path("x.rev");
  write_file(file, "x");
  run_post_write_hooks(
      {{"touch",
        {{"type", "exec"}, {"executable", "touch"}, {"options", "REVISION_SCRIPT_FILENAME.seen"}}}},
      file, *project.config);
  EXPECT_TRUE(path_exists(file + ".seen"));
  run_post_write_hooks({{"bad", {{"type", "exec"}, {"executable", "false"}}}}, file,
                       *project.config);
  EXPECT_EQ(
      project.reporter.out,
      (Strings{"Running post write hook 'touch' ...", "done", "Running post write hook 'bad' ...",
               "warn post write hook 'bad' exited with status 1", "done"}));
}

TEST(Hooks, FailWithAlembicsTexts) {
  struct Case {
    std::map<std::string, std::string, std::less<>> options;
    const char* message;
  };
  const Case cases[] = {
      {{}, "Key 'a.type' (or 'type' in toml) is required for post write hook 'a'"},
      {{{"type", "exec"}}, "Key a.executable is required for post write hook 'a'"},
      {{{"type", "martian"}}, "No formatter with name 'martian' registered"},
      {{{"type", "console_scripts"}, {"entrypoint", "no_such_entry"}},
       "Could not find entrypoint console_scripts.no_such_entry"},
      {{{"type", "module"}, {"module", "no_such_module"}}, "Could not find module no_such_module"},
      {{{"type", "exec"}, {"executable", "/missing.sh"}},
       "cannot run '/missing.sh': No such file or directory"},
  };
  Project project;
  for (const Case& test : cases)
    EXPECT_EQ(failure([&] {
                run_post_write_hooks({{"a", test.options}}, "/dev/null", *project.config);
              }).substr(0, std::string_view(test.message).size()),
              test.message);
}

TEST(Editor, PrefersWhatTheUserNames) {
  Project project;
  const auto edit = [&](std::map<std::string, std::string, std::less<>> variables) {
    Host host;
    host.working_directory = project.folder.path();
    host.variables = std::move(variables);
    return failure([&] { open_in_editor("/dev/null", host); });
  };
  EXPECT_EQ(edit({{"EDITOR", "true"}, {"PATH", "/usr/bin:/bin"}}), "no error");
  EXPECT_EQ(edit({{"EDITOR", "missing"}, {"VISUAL", "true"}, {"PATH", "/bin"}}), "no error");
  EXPECT_EQ(edit({{"EDITOR", "false"}, {"PATH", "/bin"}}),
            "Error executing editor (Command '['/bin/false', '/dev/null']' returned non-zero exit "
            "status 1.)");
  EXPECT_EQ(edit({{"PATH", project.path("mig")}}),
            "Error executing editor (No suitable editor found. Please set the \"EDITOR\" or "
            "\"VISUAL\" environment variables)");
}

}  // namespace
}  // namespace retort
