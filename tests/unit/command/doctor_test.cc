// SPDX-License-Identifier: MIT
#include "retort/doctor.h"

#include "retort/frontends.h"

#include "unit/command/linked_project.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace retort::test {
namespace {

using command::Diagnosis;
using command::Finding;
using command::FindingLevel;

/// A project of SQL files in a folder of its own.
class DoctorTest : public ::testing::Test {
 protected:
  DoctorTest() : sql_(sql_frontend()), native_(native_frontend({.include_directory = "/tmp"})) {
    make_directories(path("migrations/versions"));
    write("migrations/script.sql.mako", "-- ${message}\n");
    write_ini("script_location = migrations\nsqlalchemy.url = sqlite:///app.db\n");
    add_revision("0001", "");
  }

  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }
  void write(const std::string& name, const std::string& text) const {
    write_file(path(name), text);
  }
  void write_ini(const std::string& options) const {
    write("alembic.ini", "[alembic]\n" + options);
  }
  void add_revision(const std::string& id, const std::string& down,
                    const std::string& name = {}) const {
    write("migrations/versions/" + (name.empty() ? id : name) + ".sql",
          "-- " + id + "\n--\n-- revision: " + id + "\n-- down_revision: " + down +
              "\n\n-- upgrade\nCREATE TABLE t" + id +
              " (x INTEGER);\n\n-- downgrade\nDROP TABLE t" + id + ";\n");
  }

  Session session() {
    return {.config = Config({.ini_path = "alembic.ini",
                              .host = {.variables = {{"PATH", "/nonexistent"}},
                                       .working_directory = folder_.path()}}),
            .frontends = {native_.get(), sql_.get()}};
  }
  Diagnosis examine() { return command::doctor(session()); }
  void run(std::string_view sql) const {
    dialect("sqlite").connect(Url::parse("sqlite:///" + path("app.db")))->execute(sql);
  }

  TemporaryDirectory folder_;
  std::unique_ptr<Frontend> sql_;
  std::unique_ptr<Frontend> native_;
};

/// The finding whose text has this in it; one that matches nothing if there is none.
Finding find(const Diagnosis& diagnosis, const std::string& text) {
  for (const Finding& finding : diagnosis.findings) {
    if (finding.what.find(text) != std::string::npos) return finding;
  }
  std::string all;
  for (const Finding& finding : diagnosis.findings) all += finding.what + "\n";
  ADD_FAILURE() << "no finding has '" << text << "'; there are:\n" << all;
  return {.area = "none"};
}

TEST_F(DoctorTest, AHealthyProjectHasNoErrorAndNoWarning) {
  command::upgrade(session());
  const Diagnosis diagnosis = examine();
  EXPECT_EQ(diagnosis.worst(), FindingLevel::ok) << to_text(to_json(diagnosis), {.indent = 2});
  EXPECT_EQ(find(diagnosis, "at 0001, the head").area, "version table");
}

TEST_F(DoctorTest, ItMakesNoDatabase) {
  EXPECT_EQ(find(examine(), "does not exist yet").level, FindingLevel::note);
  EXPECT_FALSE(path_exists(path("app.db")));
}

TEST_F(DoctorTest, AMissingConfigurationIsToldWithTheWayOut) {
  remove_file(path("alembic.ini"));
  const Finding finding = find(examine(), "There is no configuration");
  EXPECT_EQ(finding.level, FindingLevel::error);
  EXPECT_NE(finding.fix, "");
}

TEST_F(DoctorTest, AConfigurationThatCannotBeReadIsAnErrorOfItsOwn) {
  write("alembic.ini", "script_location = migrations\n");
  EXPECT_EQ(examine().worst(), FindingLevel::error);
}

TEST_F(DoctorTest, AnUnknownSectionIsToldOf) {
  write("alembic.ini", "[other]\nscript_location = migrations\n");
  EXPECT_EQ(find(examine(), "has no section [alembic]").level, FindingLevel::error);
}

TEST_F(DoctorTest, AMissingScriptDirectoryIsAnError) {
  write_ini("script_location = nowhere\n");
  EXPECT_EQ(find(examine(), "nowhere").level, FindingLevel::error);
}

TEST_F(DoctorTest, FoldersAndTemplatesThatAreMissingAreWarnings) {
  write_ini(
      "script_location = migrations\nsqlalchemy.url = sqlite:///app.db\n"
      "version_locations = migrations/versions more\n");
  remove_file(path("migrations/script.sql.mako"));
  const Diagnosis diagnosis = examine();
  EXPECT_EQ(find(diagnosis, path("more")).level, FindingLevel::warning);
  EXPECT_EQ(find(diagnosis, "New revisions cannot be written").level, FindingLevel::warning);
}

TEST_F(DoctorTest, OneBadFileHidesNoOther) {
  write("migrations/versions/0002.sql", std::string("\0\1", 2));
  write("migrations/versions/0003.sql", "-- revision: a b\n-- revision: c\n");
  add_revision("0004", "0001");
  const Diagnosis diagnosis = examine();
  EXPECT_EQ(find(diagnosis, "0002.sql").level, FindingLevel::error);
  EXPECT_EQ(find(diagnosis, "2 revisions").level, FindingLevel::ok);
}

TEST_F(DoctorTest, MarksOfAMergeConflictAreAnError) {
  add_revision("0002", "0001");
  append_to_file(path("migrations/versions/0002.sql"), "\n<<<<<<< HEAD\n");
  EXPECT_EQ(find(examine(), "merge conflict").level, FindingLevel::error);
}

TEST_F(DoctorTest, AFileThatAnybodyMayWriteIsAWarning) {
  std::filesystem::permissions(path("migrations/versions/0001.sql"),
                               std::filesystem::perms::others_write,
                               std::filesystem::perm_options::add);
  const Finding finding = find(examine(), "Anybody on this machine");
  EXPECT_EQ(finding.level, FindingLevel::warning);
  EXPECT_EQ(finding.fix, "chmod o-w '" + path("migrations/versions/0001.sql") + "'");
}

TEST_F(DoctorTest, ProblemsOfTheGraphAreErrors) {
  add_revision("0002", "gone");
  EXPECT_EQ(find(examine(), "gone").level, FindingLevel::error);
  add_revision("0002", "0001");
  add_revision("0002", "0001", "again");
  EXPECT_EQ(find(examine(), "Revision 0002 is in several files").level, FindingLevel::error);
}

TEST_F(DoctorTest, ACycleIsAnError) {
  add_revision("0001", "0002");
  add_revision("0002", "0001");
  EXPECT_EQ(find(examine(), "ycle").area, "heads");
}

TEST_F(DoctorTest, SeveralHeadsAreAWarning) {
  add_revision("0002", "0001");
  add_revision("0003", "0001");
  const Finding finding = find(examine(), "There are 2 heads: 0002, 0003");
  EXPECT_EQ(finding.level, FindingLevel::warning);
  EXPECT_NE(finding.fix.find("merge"), std::string::npos);
}

TEST_F(DoctorTest, ACompilerIsLookedForWhereFilesNeedOne) {
  write("migrations/env.cc", "");
  EXPECT_EQ(find(examine(), "The compiler 'c++'").area, "compiler");
}

TEST_F(DoctorTest, AModuleMustBeThere) {
  write("migrations/env.cc", "");
  write_ini(
      "script_location = migrations\nsqlalchemy.url = sqlite:///app.db\ncxx_module = gone.so\n");
  EXPECT_EQ(find(examine(), "gone.so").level, FindingLevel::error);
}

TEST_F(DoctorTest, AUrlThatCannotBeReadIsAnErrorThatHidesNothing) {
  write_ini("script_location = migrations\nsqlalchemy.url = nonsense\n");
  const Diagnosis diagnosis = examine();
  EXPECT_EQ(diagnosis.worst(), FindingLevel::error);
  EXPECT_EQ(find(diagnosis, "1 revision").level, FindingLevel::ok);
}

TEST_F(DoctorTest, AMissingUrlIsAnError) {
  write_ini("script_location = migrations\n");
  EXPECT_EQ(find(examine(), "No database is configured").level, FindingLevel::error);
}

TEST_F(DoctorTest, TablesWithoutAVersionTableAreAWarning) {
  run("CREATE TABLE other (x INTEGER)");
  EXPECT_EQ(find(examine(), "no table alembic_version, but 1 other table").level,
            FindingLevel::warning);
}

TEST_F(DoctorTest, TheShapeOfTheVersionTableIsLookedAt) {
  run("CREATE TABLE alembic_version (version_num VARCHAR(3) NOT NULL, extra INTEGER)");
  const Diagnosis diagnosis = examine();
  EXPECT_EQ(find(diagnosis, "has no primary key").level, FindingLevel::warning);
  EXPECT_EQ(find(diagnosis, "has 2 columns").level, FindingLevel::warning);
  EXPECT_EQ(find(diagnosis, "nothing is applied").level, FindingLevel::note);
}

TEST_F(DoctorTest, AForeignTableInPlaceOfTheVersionTableIsAnError) {
  run("CREATE TABLE alembic_version (x INTEGER)");
  EXPECT_EQ(find(examine(), "has no column version_num").level, FindingLevel::error);
}

TEST_F(DoctorTest, RowsThatAreUnknownOrTwiceAreErrors) {
  run("CREATE TABLE alembic_version (version_num VARCHAR(32))");
  run("INSERT INTO alembic_version VALUES ('0009'), ('0001'), ('0001'), (NULL)");
  const Diagnosis diagnosis = examine();
  EXPECT_EQ(find(diagnosis, "at 0009, which is no revision").level, FindingLevel::error);
  EXPECT_EQ(find(diagnosis, "has 0001 twice").level, FindingLevel::error);
  EXPECT_EQ(find(diagnosis, "row without a revision").level, FindingLevel::error);
}

TEST_F(DoctorTest, RowsOfWhichOneContainsTheOtherAreAnError) {
  add_revision("0002", "0001");
  run("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)");
  run("INSERT INTO alembic_version VALUES ('0001'), ('0002')");
  const Finding finding = find(examine(), "Requested revision 0002 overlaps");
  EXPECT_EQ(finding.level, FindingLevel::error);
  EXPECT_NE(finding.fix.find("stamp --purge"), std::string::npos);
}

TEST_F(DoctorTest, OfflineItLeavesTheDatabaseAlone) {
  run("CREATE TABLE other (x INTEGER)");
  for (const Finding& finding : command::doctor(session(), {.offline = true}).findings) {
    EXPECT_NE(finding.area, "version table");
    EXPECT_NE(finding.area, "connection");
  }
}

TEST(LinkedDoctorTest, MigrationsOfAProgramAreLookedAtAsWell) {
  LinkedProject project;
  command::upgrade(project.session());
  const Diagnosis diagnosis = command::doctor(project.session());
  EXPECT_EQ(diagnosis.worst(), FindingLevel::ok) << to_text(to_json(diagnosis), {.indent = 2});
}

}  // namespace
}  // namespace retort::test
