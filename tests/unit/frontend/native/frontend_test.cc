// SPDX-License-Identifier: MIT
// Compiles real files with the compiler of this build; the cache is kept between tests, for the
// precompiled header's sake.
#include "retort/config.h"
#include "retort/environment.h"
#include "retort/error.h"
#include "retort/frontends.h"
#include "retort/migration.h"

#include "base/files.h"
#include "frontend/native/load.h"
#include "unit/frontend/recorder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

const char* const include_directory = RETORT_TEST_INCLUDE_DIR;

class Messages : public Reporter {
 public:
  void log(LogLevel /*level*/, std::string_view /*logger*/, std::string_view message) override {
    lines.emplace_back(message);
  }
  std::vector<std::string> lines;
};

class NativeFrontendTest : public testing::Test {
 protected:
  NativeFrontendTest() {
    ConfigOptions options;
    options.host.variables = {{"CXX", RETORT_TEST_CXX}, {"PATH", "/usr/local/bin:/usr/bin:/bin"}};
    options.host.working_directory = folder_.path();
    config_ = Config(std::move(options));
    config_.set_main_option("cxx_cache_dir", RETORT_TEST_CACHE);
  }

  std::string write(const std::string& name, const std::string& text) {
    std::string path = join_path(folder_.path(), name);
    write_file(path, text);
    return path;
  }
  std::string write_migration(const std::string& revision, const std::string& upgrade) {
    return write(revision + ".cc",
                 "#include <retort/migration.h>\nusing namespace retort;\n"
                 "const RevisionIdentity identity{.revision = \"" +
                     revision + "\"};\nstatic void upgrade(Operations& op) {\n" + upgrade +
                     "\n}\nstatic void downgrade(Operations& op) { op.drop_table(\"t\"); }\n"
                     "RETORT_MIGRATION(identity, upgrade, downgrade)\n");
  }
  std::vector<std::unique_ptr<Migration>> load(const std::vector<std::string>& revisions) {
    LoadRequest request;
    for (const std::string& revision : revisions) {
      request.files.push_back({revision, join_path(folder_.path(), revision + ".cc")});
    }
    request.config = &config_;
    request.reporter = &messages_;
    request.script_location = folder_.path();
    return frontend_->load(request);
  }

  TemporaryDirectory folder_;
  Config config_;
  Messages messages_;
  std::unique_ptr<Frontend> frontend_ = native_frontend({.include_directory = include_directory});
};

TEST_F(NativeFrontendTest, ClaimsCppFiles) {
  EXPECT_TRUE(frontend_->claims("a.cc"));
  EXPECT_TRUE(frontend_->claims("a.cpp"));
  EXPECT_FALSE(frontend_->claims(".a.cc"));
  EXPECT_FALSE(frontend_->claims("a.py"));
  EXPECT_FALSE(frontend_->claims(".cc"));
}

TEST_F(NativeFrontendTest, CompilesWhatIsNeededOnceAndRunsIt) {
  write_migration("a1", "op.create_index(\"ix\", \"t\", {\"c\"}, {.unique = true});");
  write_migration("b2", "op.execute(func(\"now\"));");
  const auto migrations = load({"a1", "b2"});
  ASSERT_EQ(migrations.size(), 2U);
  EXPECT_EQ(migrations[0]->revision(), "a1");
  EXPECT_EQ(migrations[1]->path(), join_path(folder_.path(), "b2.cc"));

  RecordingSink sink("sqlite");
  Operations op(sink);
  for (const auto& migration : migrations) migration->upgrade(op);
  migrations[0]->downgrade(op);
  ASSERT_EQ(sink.operations.size(), 3U);
  EXPECT_TRUE(sink.operations[0] ==
              Operation(op::CreateIndex{
                  .table = "t", .index = {.name = "ix", .elements = {"c"}, .unique = true}}));
  EXPECT_TRUE(sink.operations[1] == Operation(op::Execute{func("now")}));
  EXPECT_TRUE(sink.operations[2] == Operation(op::DropTable{.table = "t"}));
  ASSERT_EQ(messages_.lines.size(), 1U);
  EXPECT_EQ(messages_.lines[0], "Compiling 2 C++ files with " RETORT_TEST_CXX);

  load({"a1", "b2"});
  EXPECT_EQ(messages_.lines.size(), 1U) << "nothing was to be compiled again";
  write_migration("b2", "op.drop_table(\"other\");");
  load({"a1", "b2"});
  EXPECT_EQ(messages_.lines.back(), "Compiling 1 C++ file with " RETORT_TEST_CXX);
}

TEST_F(NativeFrontendTest, AChangedHeaderOfTheProjectCompilesAgain) {
  config_.set_main_option("cxx_include_dirs", "headers");
  make_directories(join_path(folder_.path(), "headers"));
  write("headers/names.h", "#define TABLE \"one\"\n");
  const std::string path = write_migration("a1", "op.drop_table(TABLE);");
  write("a1.cc", "#include \"names.h\"\n" + read_file(path));
  const auto run = [&] {
    RecordingSink sink("sqlite");
    Operations op(sink);
    load({"a1"})[0]->upgrade(op);
    return std::get<op::DropTable>(sink.operations.at(0).base()).table.name;
  };
  EXPECT_EQ(run(), "one");
  write("headers/names.h", "#define TABLE \"two\"\n");
  EXPECT_EQ(run(), "two");
  write("headers/names.h", "#define TABLE \"one\"\n");
  EXPECT_EQ(run(), "one");
  EXPECT_EQ(messages_.lines.size(), 2U);
}

TEST_F(NativeFrontendTest, WhatNobodyHasUsedForLongMakesRoom) {
  namespace fs = std::filesystem;
  const fs::path kept = fs::path(RETORT_TEST_CACHE) / "other" / "used.so";
  const fs::path left = fs::path(RETORT_TEST_CACHE) / "other" / "left.so";
  const fs::path gone = fs::path(RETORT_TEST_CACHE) / "forgotten";
  make_directories(gone.string());
  make_directories(kept.parent_path().string());
  const auto now = fs::file_time_type::clock::now();
  for (const fs::path& file : {kept, left, gone / "retort.h", gone / "old.so"}) {
    write_file(file.string(), "");
    const int days = file == kept ? 29 : 31;
    fs::last_write_time(file, now - std::chrono::hours(24 * days));
  }
  write_migration("a9", "op.drop_table(\"" + folder_.path() + "\");");  // new each time
  load({"a9"});
  EXPECT_TRUE(fs::exists(kept));
  EXPECT_FALSE(fs::exists(left));
  EXPECT_FALSE(fs::exists(gone));
}

TEST_F(NativeFrontendTest, GivesTheCompilersOwnText) {
  const std::string path = write_migration("a1", "op.create_tabel(\"t\");");
  try {
    load({"a1"});
    FAIL();
  } catch (const ScriptError& error) {
    EXPECT_EQ(error.what(), path + ":5 does not compile");
    EXPECT_EQ(error.details().line, 5);
    EXPECT_NE(error.details().traceback.find("create_tabel"), std::string::npos);
  }
}

TEST_F(NativeFrontendTest, SaysThatThereIsNoCompiler) {
  write_migration("a1", "");
  config_.set_main_option("cxx_compiler", "no-such-compiler --fast");
  try {
    load({"a1"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).rfind("The C++ compiler no-such-compiler cannot be run", 0),
              0U)
        << error.what();
  }
}

TEST_F(NativeFrontendTest, AFileMustHoldTheRevisionThatItsTextNames) {
  write_migration("a1", "");
  write("b2.cc", read_file(join_path(folder_.path(), "a1.cc")));
  EXPECT_THROW(load({"b2"}), ScriptError);
}

TEST_F(NativeFrontendTest, RunsTheEnvironmentFile) {
  EnvironmentOptions options;
  Environment environment{.options = options, .config = config_};
  EnvironmentRequest request{.environment = &environment,
                             .config = &config_,
                             .reporter = &messages_,
                             .script_location = folder_.path()};
  EXPECT_EQ(frontend_->run_environment(request), EnvironmentOutcome::absent) << "there is none";
  write("env.cc",
        "#include <retort/migration.h>\n"
        "static void configure(retort::Environment& environment) {\n"
        "  environment.options.version_table = \"schema_version\";\n"
        "  environment.options.target_metadata = {\n"
        "      retort::MetaData{.tables = {{.name = \"t\"}}}};\n"
        "}\nRETORT_ENVIRONMENT(configure)\n");
  EXPECT_EQ(frontend_->run_environment(request), EnvironmentOutcome::configured);
  EXPECT_EQ(options.version_table, "schema_version");
  ASSERT_EQ(options.target_metadata.size(), 1U);
  EXPECT_EQ(options.target_metadata[0].tables.at(0).name.name, "t");
}

TEST_F(NativeFrontendTest, RefusesCodeOfAnotherVersionInWords) {
  write("a1.cc",
        "#include <retort/migration.h>\n"
        "extern \"C\" RETORT_API const retort::Plugin* retort_plugin_v1() {\n"
        "  static retort::Plugin plugin = retort::describe_plugin(nullptr);\n"
        "  plugin.library = \"9.8.7\";\n  plugin.compiler = \"33.1\";\n  return &plugin;\n}\n");
  try {
    load({"a1"});
    FAIL();
  } catch (const ScriptError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("a1.cc does not fit this program: it was built for Retort 9.8.7 "
                           "(compiler 33.1, "),
              std::string::npos)
        << message;
    EXPECT_NE(message.find("and this is Retort " + std::string(version)), std::string::npos);
  }
}

TEST_F(NativeFrontendTest, RefusesWhatIsNoMigration) {
  write("a1.cc", "int answer() { return 42; }\n");
  try {
    load({"a1"});
    FAIL();
  } catch (const ScriptError& error) {
    EXPECT_EQ(error.what(), join_path(folder_.path(), "a1.cc") +
                                " is not a migration of Retort: it has no function "
                                "retort_plugin_v1");
  }
}

TEST(PluginMismatch, NamesEachThingThatDoesNotFit) {
  const Plugin own = describe_plugin(nullptr);
  EXPECT_EQ(plugin_mismatch(own), "");
  Plugin other = own;
  other.abi = 7;
  EXPECT_EQ(plugin_mismatch(other),
            "it speaks version 7 of the plugin interface, and this program version 1");
  other = own;
  other.standard_library = "libwonder";
  EXPECT_NE(plugin_mismatch(other).find("libwonder"), std::string::npos);
  other = own;
  ++other.layout;
  EXPECT_NE(plugin_mismatch(other).find("other headers"), std::string::npos);
}

TEST(NativeFrontend, WithoutHeadersNothingIsCompiled) {
  const Config config;
  Reporter reporter;
  EXPECT_THROW(native_frontend()->load(
                   {.files = {{"a", "/a.cc"}}, .config = &config, .reporter = &reporter}),
               Error);
}

}  // namespace
}  // namespace retort
