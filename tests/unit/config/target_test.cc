// SPDX-License-Identifier: MIT
#include "retort/target.h"

#include "retort/config.h"
#include "retort/error.h"
#include "retort/reporter.h"

#include "base/files.h"

#include <gtest/gtest.h>

#include <functional>

namespace retort {
namespace {

/// A project folder, and what is around it.
struct Place {
  TemporaryDirectory folder;
  ConfigOptions options = {.ini_path = "alembic.ini", .toml_path = "pyproject.toml"};

  explicit Place(const std::string& ini) { write("alembic.ini", ini); }

  void write(const std::string& name, const std::string& text) const {
    make_directories(parent_path(folder.path() + "/" + name));
    write_file(folder.path() + "/" + name, text);
  }
  Place& set(const std::string& name, const std::string& value) {
    options.host.variables[name] = value;
    return *this;
  }
  Config config() {
    options.host.working_directory = folder.path();
    return Config(options);
  }
  Target target() { return config().target(); }
  std::string failure() {
    try {
      target();
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "no error";
  }
};

const char* const two_environments =
    "[alembic]\nscript_location = db\nsqlalchemy.url = sqlite:///configured.db\n"
    "[retort:stage]\nurl = sqlite:///stage.db\nlock_timeout = 3s\n"
    "[retort:Live]\nurl_variable = LIVE_URL\nprotected = true\n";

TEST(Target, IsPlainSqlalchemyUrlWhereNothingElseIsSaid) {
  Place place("[alembic]\nsqlalchemy.url = sqlite:///a.db\n");
  const Target target = place.target();
  EXPECT_EQ(target.url, "sqlite:///a.db");
  EXPECT_EQ(target.url_source, "sqlalchemy.url");
  EXPECT_TRUE(target.url_is_configured);
  EXPECT_FALSE(target.environment);
  EXPECT_TRUE(target.writing_allowed);
}

TEST(Target, TakesTheFirstPlaceThatHasAUrl) {
  Place place(two_environments);
  const auto source = [&place] { return place.target().url_source; };
  EXPECT_EQ(source(), "sqlalchemy.url");
  place.options.environment = "stage";
  EXPECT_EQ(source(), "url in [retort:stage]");
  place.write(".env", "PGHOST=h\nPGDATABASE=d\n");
  EXPECT_EQ(source(), "PGHOST and PGDATABASE in .env");
  place.write(".env", "DATABASE_URL=sqlite:///general.db\nPGHOST=h\nPGDATABASE=d\n");
  EXPECT_EQ(source(), "DATABASE_URL in .env");
  place.write(".env.stage", "DATABASE_URL=sqlite:///own.db\n");
  EXPECT_EQ(source(), "DATABASE_URL in .env.stage");
  EXPECT_EQ(place.target().passed_over, "sqlite:///stage.db");
  place.set("PGHOST", "h").set("PGDATABASE", "d");
  EXPECT_EQ(source(), "PGHOST and PGDATABASE");
  place.set("DATABASE_URL", "sqlite:///process.db");
  EXPECT_EQ(source(), "DATABASE_URL");
  place.options.x_arguments = {"url=sqlite:///x.db"};
  EXPECT_EQ(source(), "-x url");
  EXPECT_FALSE(place.target().passed_over);
  place.options.url = "sqlite:///line.db";
  EXPECT_EQ(source(), "--url");
  EXPECT_EQ(place.config().main_option("sqlalchemy.url"), "sqlite:///line.db");
}

TEST(Target, IsMadeOfTheComponentsOfPostgreSQL) {
  Place place("[alembic]\n");
  place.set("PGHOST", "db.example").set("PGDATABASE", "app").set("PGUSER", "me");
  place.set("PGPASSWORD", "p@ss/%word").set("PGPORT", "6543");
  EXPECT_EQ(place.target().url, "postgresql://me:p%40ss%2F%25word@db.example:6543/app");
  place.options.host.variables.erase("PGUSER");
  EXPECT_EQ(place.target().url, "postgresql://db.example:6543/app?password=p%40ss%2F%25word");
  EXPECT_EQ(place.target().places[3].found, "postgresql://db.example:6543/app?password=***");
  place.set("PGPORT", "many");
  EXPECT_EQ(place.failure(), "PGPORT is no port: 'many'");
}

TEST(Target, TakesAFolderOfSocketsAndWhatLibpqWouldNotSeeInAFile) {
  Place place("[alembic]\n");
  place.write(".env", "PGHOST=/run/pg\nPGDATABASE=app\nPGSSLMODE=require\n");
  EXPECT_EQ(place.target().url, "postgresql:///app?host=%2Frun%2Fpg&sslmode=require");
}

TEST(Target, FileDoesNotOverrideTheProcess) {
  Place place("[alembic]\nsqlalchemy.url = sqlite:///configured.db\n");
  place.write(".env", "DATABASE_URL=sqlite:///file.db\nOTHER=1\n");
  place.set("DATABASE_URL", "");
  EXPECT_EQ(place.target().url_source, "sqlalchemy.url");
  const Config config = place.config();
  EXPECT_EQ(config.variable("DATABASE_URL"), "");
  EXPECT_EQ(config.variable("OTHER"), "1");
  EXPECT_EQ(config.file_variables(), (std::map<std::string, std::string>{{"OTHER", "1"}}));
}

TEST(Target, VariablesOfTheGeneralFileSeeThoseOfTheEnvironmentsOwn) {
  Place place(two_environments);
  place.write(".env", "HOST=general\nENV=stage\nDATABASE_URL=postgresql://${HOST}/app\n");
  place.write(".env.stage", "HOST=own\n");
  EXPECT_EQ(place.target().url, "postgresql://own/app");
  EXPECT_EQ(place.target().environment_source, "ENV in .env");
}

TEST(Target, NamesTheEnvironmentInOrder) {
  Place place(std::string(two_environments) + "[retort]\nenvironment = ${WHERE:-stage}\n");
  place.set("LIVE_URL", "sqlite:///live.db");
  EXPECT_EQ(place.target().environment, "stage");
  EXPECT_EQ(place.target().environment_source, "environment in [retort] of alembic.ini");
  place.set("WHERE", "LIVE");
  EXPECT_EQ(place.target().environment, "Live");
  place.write(".env", "ENV=stage");
  EXPECT_EQ(place.target().environment_source, "ENV in .env");
  place.set("ENV", "live");
  EXPECT_EQ(place.target().environment, "Live");
  EXPECT_EQ(place.target().url_source, "LIVE_URL, url_variable in [retort:Live]");
  place.options.environment = "stage";
  EXPECT_EQ(place.target().environment_source, "--env");
}

TEST(Target, OptionsOfTheEnvironmentComeBeforeTheGeneralOnes) {
  Place place(std::string(two_environments) + "[retort]\nlock_timeout = 1s\nretries = 2\n");
  using Options = std::map<std::string, std::string, std::less<>>;
  EXPECT_EQ(place.target().options, (Options{{"lock_timeout", "1s"}, {"retries", "2"}}));
  place.options.environment = "stage";
  EXPECT_EQ(place.target().options, (Options{{"lock_timeout", "3s"}, {"retries", "2"}}));
}

TEST(Target, KnowsTheUsualEnvironmentsWhereNoneIsConfigured) {
  struct Case {
    const char* name;
    bool is_protected;
  };
  for (const Case& each : {Case{"local", false}, Case{"DEV", false}, Case{"stage", false},
                           Case{"main", true}, Case{"Prod", true}, Case{"production", true}}) {
    Place place("[alembic]\nsqlalchemy.url = sqlite:///a.db\n");
    place.set("ENV", each.name);
    EXPECT_EQ(place.target().is_protected, each.is_protected) << each.name;
    EXPECT_EQ(place.target().writing_allowed, !each.is_protected) << each.name;
    place.write(".env", "ALLOW_PRODUCTION_MIGRATE=true\n");
    EXPECT_TRUE(place.target().writing_allowed) << each.name;
    place.set("ALLOW_PRODUCTION_MIGRATE", "no");
    EXPECT_EQ(place.target().writing_allowed, !each.is_protected) << each.name;
  }
}

TEST(Target, UnknownEnvironmentIsAnErrorWhereSomebodyMeantOne) {
  Place place("[alembic]\nsqlalchemy.url = sqlite:///a.db\n");
  place.set("ENV", "somebody-else's");
  EXPECT_FALSE(place.target().environment);
  place.options.environment = "nowhere";
  EXPECT_EQ(place.failure(),
            "No environment is called 'nowhere' (--env); known are local, dev, stage, main, prod, "
            "production");
  Place configured(two_environments);
  configured.set("ENV", "dev");
  EXPECT_EQ(configured.failure(), "No environment is called 'dev' (ENV); known are stage, Live");
}

TEST(Target, IsReadFromPyproject) {
  Place place("");
  place.write("pyproject.toml",
              "[tool.alembic]\nscript_location = '%(here)s/db'\n"
              "[tool.retort]\nenvironment = 'stage'\nretries = 3\n"
              "[tool.retort.environments.stage]\nurl = 'sqlite:///%(here)s/${NAME:-s}.db'\n"
              "protected = true\n");
  const Target target = place.target();
  EXPECT_EQ(target.url, "sqlite:///" + place.folder.path() + "/s.db");
  EXPECT_EQ(target.url_source, "url in [tool.retort.environments.stage]");
  EXPECT_TRUE(target.is_protected);
  EXPECT_EQ(target.options.at("retries"), "3");
}

TEST(Target, ValuesOfVariablesAreNotInterpolatedAgain) {
  Place place(
      "[alembic]\nsqlalchemy.url = postgresql://me:${SECRET}@%(server)s/d%%d\nserver = h\n");
  place.set("SECRET", "a%20b%%%(x)s${SECRET}");
  EXPECT_EQ(place.target().url, "postgresql://me:a%20b%%%(x)s${SECRET}@h/d%d");
  EXPECT_FALSE(place.target().url_is_configured);
}

TEST(Target, VariableThatIsNotSetIsAnError) {
  Place place("[alembic]\nsqlalchemy.url = ${NOWHERE}\n");
  EXPECT_EQ(place.failure(),
            "alembic.ini: option 'sqlalchemy.url' in [alembic] needs the variable NOWHERE, which "
            "is not set");
  Place live(two_environments);
  live.options.environment = "live";
  EXPECT_EQ(live.failure(),
            "alembic.ini: option 'url_variable' in [retort:Live] needs the variable LIVE_URL, "
            "which is not set");
  live.set("DATABASE_URL", "sqlite:///elsewhere.db");
  EXPECT_EQ(live.target().url, "sqlite:///elsewhere.db");
}

TEST(Target, MistakesInTheSectionsAreToldWithTheNearestName) {
  const std::pair<std::string, std::string> cases[] = {
      {"[retort:dev]\nprotectd = true\n",
       "alembic.ini: unknown option 'protectd' in [retort:dev]; did you mean 'protected'?"},
      {"[retort]\nenviroment = dev\n",
       "alembic.ini: unknown option 'enviroment' in [retort]; did you mean 'environment'?"},
      {"[retort]\nurl = sqlite://\n",
       "alembic.ini: unknown option 'url' in [retort]; it belongs to an environment, "
       "[retort:NAME]"},
      {"[retort:]\n", "alembic.ini: section [retort:] names no environment"},
      {"[retort:a]\n[retort:A]\n",
       "alembic.ini: section [retort:A]: there is another one of this name (case does not count)"},
      {"[retort]\nenvironment = a\n[retort:a]\nurl = x\nurl_variable = X\n",
       "alembic.ini: option 'url' in [retort:a] and 'url_variable' are both set"},
      {"[retort]\nlock_timeout = soon\n",
       "alembic.ini: option 'lock_timeout' in [retort]: 'soon' is no duration"},
      {"[retort]\nenvironment = a\n[retort:a]\nretries = -1\n",
       "alembic.ini: option 'retries' in [retort:a]: '-1' is no number from 0 to 1000"},
      {"[retort]\nenvironment = a\n[retort:a]\nprotected = perhaps\n",
       "alembic.ini: option 'protected' in [retort:a]: 'perhaps' is neither true nor false"},
  };
  for (const auto& [ini, expected] : cases) {
    Place place("[alembic]\nsqlalchemy.url = sqlite:///a.db\n" + ini);
    EXPECT_EQ(place.failure(), expected);
  }
}

/// A project that env.py drives.
struct PythonPlace : Place {
  explicit PythonPlace(const std::string& ini)
      : Place("[alembic]\nscript_location = %(here)s/db\nfile_template = ${rev}\n" + ini) {
    write("db/env.py", "");
    write(".env", "DATABASE_URL=sqlite:///file.db\nENV=main\n");
    set("DATABASE_URL", "sqlite:///process.db");
  }
};

TEST(Target, ProjectOfEnvPyIsAsInAlembic) {
  PythonPlace place("sqlalchemy.url = sqlite:///a.db\n");
  const Config config = place.config();
  EXPECT_FALSE(config.target().in_force);
  EXPECT_EQ(config.target().url, "sqlite:///a.db");
  EXPECT_FALSE(config.target().environment);
  EXPECT_EQ(config.main_option("sqlalchemy.url"), "sqlite:///a.db");
  EXPECT_EQ(config.option("file_template"), "${rev}");
  EXPECT_TRUE(config.file_variables().empty());
}

TEST(Target, ProjectOfEnvPyOptsIn) {
  PythonPlace place("sqlalchemy.url = sqlite:///a.db\n[retort]\n");
  EXPECT_EQ(place.target().url_source, "DATABASE_URL");
  EXPECT_EQ(place.target().environment, "main");
  PythonPlace by_option("sqlalchemy.url = sqlite:///a.db\n");
  by_option.options.environment = "dev";
  EXPECT_EQ(by_option.target().url_source, "DATABASE_URL");
  by_option.options.url = "sqlite:///line.db";
  EXPECT_EQ(by_option.target().url_source, "--url");
}

TEST(Target, PlaceholderOfTheTemplateIsNoUrl) {
  PythonPlace place("sqlalchemy.url = driver://user:pass@localhost/dbname\n");
  EXPECT_EQ(place.target().url_source, "DATABASE_URL");
  EXPECT_EQ(place.config().option("file_template"), "${rev}");
  place.options.host.variables.clear();
  remove_file(place.folder.path() + "/.env");
  EXPECT_EQ(place.config().main_option("sqlalchemy.url"), "driver://user:pass@localhost/dbname");
  EXPECT_FALSE(place.target().url);
}

TEST(Target, FileThatNobodyAskedForIsPassedOverWhenItCannotBeRead) {
  struct Warnings : Reporter {
    void warn(std::string_view message) override { seen += message; }
    std::string seen;
  } warnings;
  PythonPlace place("");
  place.write(".env", "not: a variable\n");
  place.options.reporter = &warnings;
  EXPECT_EQ(place.target().url_source, "DATABASE_URL");
  EXPECT_EQ(warnings.seen, ".env:1: no '=' after the name 'not'; the file is not used");
}

TEST(Target, WhatTheProgramSetsComesBeforeVariables) {
  Place place("[alembic]\nsqlalchemy.url = sqlite:///a.db\n");
  place.set("DATABASE_URL", "sqlite:///process.db");
  Config config = place.config();
  EXPECT_EQ(config.target().url, "sqlite:///process.db");
  config.set_main_option("sqlalchemy.url", "sqlite:///set-${by}.db");
  EXPECT_EQ(config.target().url, "sqlite:///set-${by}.db");
  EXPECT_EQ(config.main_option("sqlalchemy.url"), "sqlite:///set-${by}.db");
}

TEST(Target, VariablesMeanNothingInLogging) {
  Place place("[alembic]\nscript_location = ${DIR:-db}\n[formatter_x]\nformat = ${levelname}\n");
  const Config config = place.config();
  EXPECT_EQ(config.option("script_location"), "db");
  EXPECT_EQ(config.section_option("formatter_x", "format"), "${levelname}");
}

TEST(Target, FolderNamedEnvIsNoFile) {
  Place place("[alembic]\nsqlalchemy.url = sqlite:///a.db\n");
  make_directories(place.folder.path() + "/.env");
  EXPECT_EQ(place.target().url, "sqlite:///a.db");
}

TEST(Config, SettingsNeverShowPasswords) {
  Place place(
      "[alembic]\nsqlalchemy.url = postgresql://me:${SECRET}@h/d\nx = ${NOWHERE}\n"
      "api_token = hidden\nnote = see postgresql://u:hidden@h/d for it\n"
      "[retort]\nenvironment = dev\n"
      "[retort:dev]\nurl = postgresql://u:hidden@h/d?password=hidden&sslmode=require\n"
      "[retort:other]\nurl = postgresql://u:hidden@h/other\n");
  place.set("SECRET", "hidden@too");
  std::string all;
  for (const OptionSetting& setting : place.config().settings()) {
    all += setting.name + "=" + setting.value + "\n";
  }
  EXPECT_EQ(all,
            "sqlalchemy.url=postgresql://me:***@h/d\n"
            "x=(alembic.ini: option 'x' in [alembic] needs the variable NOWHERE, which is not "
            "set)\n"
            "api_token=***\n"
            "note=see postgresql://u:***@h/d for it\n"
            "environment=dev\n"
            "url=postgresql://u:***@h/d?password=***&sslmode=require\n"
            "url=postgresql://u:***@h/other\n");
}

}  // namespace
}  // namespace retort
