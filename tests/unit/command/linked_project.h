// SPDX-License-Identifier: MIT
// Two migrations that are linked into the tests, and a SQLite database of their own.
#pragma once

#include "retort/command.h"
#include "retort/dialect.h"
#include "retort/migration_index.h"
#include "retort/model.h"
#include "retort/reporter.h"
#include "retort/url.h"

#include "base/files.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::test {

/// Keeps what it is told.
class KeptReports final : public Reporter {
 public:
  void log(LogLevel level, std::string_view logger, std::string_view message) override {
    if (level == LogLevel::error) errors.emplace_back(message);
    if (logger == "retort.startup") startup.emplace_back(message);
  }
  void warn(std::string_view message) override { warnings.emplace_back(message); }

  std::vector<std::string> errors;
  std::vector<std::string> startup;
  std::vector<std::string> warnings;
};

inline MetaData note_model() {
  return define_model({{"note",
                        {{"id", type::Integer{}, {.primary_key = true}},
                         {"text", type::String{80}, {.nullable = false}}}}});
}

class LinkedProject {
 public:
  LinkedProject() {
    index_.sql = scripts_;
    index_.configure = [](Environment& environment) {
      environment.options.target_metadata = {note_model()};
    };
  }

  std::string url() const { return "sqlite:///" + folder_.path() + "/app.db"; }
  const std::string& folder() const { return folder_.path(); }

  /// A session whose process has these variables.
  Session session(std::map<std::string, std::string, std::less<>> variables = {}) {
    return {.config = Config(
                {.host = {.variables = std::move(variables), .working_directory = folder_.path()}}),
            .reporter = &reports,
            .environment = {.url = url()},
            .migrations = &index_};
  }
  Session session_without_models(std::map<std::string, std::string, std::less<>> variables) {
    index_.configure = nullptr;
    return session(std::move(variables));
  }
  std::unique_ptr<Connection> connect() const {
    return dialect("sqlite").connect(Url::parse(url()));
  }
  void run(std::string_view sql) const { connect()->execute(sql); }
  bool has_table(const std::string& name) const {
    return dialect("sqlite").has_table(*connect(), TableName(name));
  }

  KeptReports reports;

 private:
  TemporaryDirectory folder_;
  std::vector<SqlEntry> scripts_ = {
      {"versions/0001.sql",
       "-- notes\n--\n-- revision: 0001\n-- down_revision:\n\n-- upgrade\n"
       "CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);\n\n-- downgrade\nDROP TABLE note;\n"},
      {"versions/0002.sql",
       "-- their text\n--\n-- revision: 0002\n-- down_revision: 0001\n\n-- upgrade\n"
       "ALTER TABLE note ADD COLUMN text VARCHAR(80) NOT NULL DEFAULT '';\n\n-- downgrade\n"
       "ALTER TABLE note DROP COLUMN text;\n"},
  };
  MigrationIndex index_ = {};
};

}  // namespace retort::test
