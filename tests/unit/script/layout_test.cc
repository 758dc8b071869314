// SPDX-License-Identifier: MIT
#include "retort/error.h"
#include "retort/script.h"

#include "base/files.h"
#include "script/layout_files.h"
#include "script/template.h"
#include "script/template_builtin.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace retort {
namespace {

using Strings = std::vector<std::string>;

class Lines : public Reporter {
 public:
  void status_begin(std::string_view message) override { out.emplace_back(message); }
  void status_end(bool ok) override { out.back() += ok ? " ...  done" : " ...  FAILED"; }
  void message(std::string_view line) override { out.emplace_back(line); }
  Strings out;
};

struct Project {
  TemporaryDirectory folder;
  Lines reporter;

  Config config(const std::string& ini = "alembic.ini") {
    ConfigOptions options;
    options.ini_path = ini;
    options.toml_path = "pyproject.toml";
    options.host.working_directory = folder.path();
    options.reporter = &reporter;
    return Config(options);
  }
  std::string path(const std::string& name) const { return folder.path() + "/" + name; }
};

TEST(Layouts, AreListedWithTheirSynopsis) {
  Strings names;
  for (const TemplateSummary& layout : list_templates()) {
    names.push_back(layout.name);
    EXPECT_FALSE(layout.synopsis.empty());
  }
  EXPECT_EQ(names,
            (Strings{"async", "cpp", "generic", "multidb", "pyproject", "pyproject_async", "sql"}));
  EXPECT_EQ(list_templates()[1].language, "cpp");
  EXPECT_EQ(list_templates()[2].synopsis, "Generic single-database configuration.");
}

TEST(Init, InstallsALayoutStepByStep) {
  Project project;
  init_script_directory(project.config(), {.directory = "db/mig", .layout = "cpp"});
  const std::string db = project.path("db/mig");
  EXPECT_EQ(project.reporter.out,
            (Strings{"Creating directory " + db + " ...  done",
                     "Creating directory " + db + "/versions ...  done",
                     "Generating " + db + "/README ...  done",
                     "Generating " + project.path("alembic.ini") + " ...  done",
                     "Generating " + db + "/env.cc.example ...  done",
                     "Generating " + db + "/script.cc.mako ...  done",
                     "Please edit configuration/connection/logging settings in " +
                         project.path("alembic.ini") + " before proceeding."}));
  const Config config = project.config();
  EXPECT_EQ(config.option("script_location"), db);
  EXPECT_EQ(config.option("sqlalchemy.url"), "sqlite:///" + project.path("app.db"));
  EXPECT_TRUE(config.logging().has_value());
  EXPECT_TRUE(config.post_write_hooks().empty());
}

TEST(Init, EveryLayoutCanBeReadBack) {
  for (const TemplateSummary& layout : list_templates()) {
    SCOPED_TRACE(layout.name);
    Project project;
    init_script_directory(project.config(), {.directory = "mig", .layout = layout.name});
    const Config config = project.config();
    EXPECT_EQ(ScriptDirectory::from_config(config, {}).absolute_directory(), project.path("mig"));
    EXPECT_EQ(config.version_locations(), Strings{});
    if (layout.language == "python") {
      EXPECT_EQ(config.prepend_sys_path(), Strings{"."});
    }
    EXPECT_EQ(config.logging()->loggers.size(), 3U);
  }
}

TEST(Init, WritesTheLocationFromTheConfigurationFile) {
  const auto location = [](const std::string& ini, const std::string& directory) {
    Project project;
    make_directories(project.path("sub"));
    init_script_directory(project.config(ini), {.directory = directory, .layout = "sql"});
    const std::string text = read_file(project.path(ini));
    const std::size_t start = text.find("\nscript_location = ") + 19;
    return text.substr(start, text.find('\n', start) - start);
  };
  EXPECT_EQ(location("a.ini", "mig"), "%(here)s/mig");
  EXPECT_EQ(location("sub/a.ini", "mig"), "%(here)s/../mig");
  EXPECT_EQ(location("sub/a.ini", "sub/mig"), "%(here)s/mig");
  const TemporaryDirectory elsewhere;
  EXPECT_EQ(location("a.ini", elsewhere.path() + "/mig"), elsewhere.path() + "/mig");
}

TEST(Init, KeepsConfigurationThatIsThere) {
  Project project;
  write_file(project.path("alembic.ini"), "[alembic]\n");
  write_file(project.path("pyproject.toml"), "[project]\nname = 'x'\n");
  init_script_directory(project.config(),
                        {.directory = "a", .layout = "pyproject", .package = true});
  EXPECT_EQ(read_file(project.path("alembic.ini")), "[alembic]\n");
  EXPECT_EQ(project.config().option("script_location"), project.path("a"));
  const Strings& lines = project.reporter.out;
  const auto has = [&](const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  EXPECT_TRUE(has("File " + project.path("alembic.ini") + " already exists, skipping"));
  EXPECT_TRUE(has("Appending to existing " + project.path("pyproject.toml") + " ...  done"));
  EXPECT_TRUE(has("Adding " + project.path("a/versions/__init__.py") + " ...  done"));
  init_script_directory(project.config(), {.directory = "b", .layout = "pyproject"});
  EXPECT_TRUE(has("File " + project.path("pyproject.toml") +
                  " already exists and already has a [tool.alembic] section, skipping"));
}

TEST(Init, RefusesAFullFolderAndAnUnknownLayout) {
  Project project;
  const auto failure = [&](const InitOptions& options) -> std::string {
    try {
      init_script_directory(project.config(), options);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(failure({.directory = "m", .layout = "nosuch"}), "No such template nosuch");
  EXPECT_FALSE(path_exists(project.path("m")));
  make_directories(project.path("m"));
  EXPECT_EQ(failure({.directory = "m"}), "no error");
  EXPECT_EQ(failure({.directory = "m"}), "Directory m already exists and is not empty");
}

std::string layout_text(std::string_view layout, std::string_view name) {
  for (const LayoutFile& file : layout_files())
    if (file.layout == layout && file.name == name) return std::string(file.text);
  return {};
}

TemplateNames revision_names() {
  TemplateNames names;
  names["message"] = template_text("first line\nsecond");
  names["up_revision"] = template_text("ab12");
  names["down_revision"] = TemplateValue();
  names["branch_labels"] = TemplateValue();
  names["depends_on"] = TemplateValue();
  names["create_date"] = TemplateValue(TemplateValue::Data(CivilTime{2026, 1, 1, 10, 0, 0, 5}));
  names["comma"] =
      template_function([](const TemplateArguments& arguments, const TemplateKeywords&) {
        return join_with_comma(arguments.at(0));
      });
  return names;
}

TEST(Layouts, ThePythonTemplateIsAlembics) {
  EXPECT_EQ(render_template(layout_text("generic", "script.py.mako"), "t", revision_names()),
            R"("""first line
second

Revision ID: ab12
Revises: 
Create Date: 2026-01-01 10:00:00.000005

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# The revision's place in the history.
revision: str = 'ab12'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    pass


def downgrade() -> None:
    """Downgrade schema."""
    pass
)");
}

TEST(Layouts, TheSqlTemplateKeepsItsIdentityInComments) {
  EXPECT_EQ(render_template(layout_text("sql", "script.sql.mako"), "t", revision_names()),
            R"(-- first line
-- second
--
-- revision: ab12
-- down_revision: 
-- branch_labels: 
-- depends_on: 
-- create_date: 2026-01-01 10:00:00.000005

-- upgrade


-- downgrade

)");
}

}  // namespace
}  // namespace retort
