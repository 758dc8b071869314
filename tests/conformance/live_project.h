// SPDX-License-Identifier: MIT
// A project of migrations written in the test, run on a real database.
#pragma once

#include "retort/config.h"
#include "retort/connection.h"
#include "retort/environment.h"
#include "retort/migration.h"
#include "retort/reporter.h"
#include "retort/revision.h"

#include "base/files.h"
#include "runtime/run.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace retort::testing {

using Work = std::function<void(Operations&)>;

/// Keeps the lines that a run reports.
class LinesReporter final : public Reporter {
 public:
  void log(LogLevel level, std::string_view logger, std::string_view message) override {
    if (logger == "sqlalchemy.engine.Engine") {
      sent.emplace_back(message);
    } else if (logger == "alembic.runtime.migration") {
      (level == LogLevel::debug ? row_moves : lines).emplace_back(message);
    }
  }
  std::vector<std::string> lines;      ///< of alembic.runtime.migration, at INFO
  std::vector<std::string> row_moves;  ///< the same at DEBUG
  std::vector<std::string> sent;       ///< what went to the database
};

/// Runs its tests on each database; skips where a database is not to be had.
class LiveDatabase : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override;

  bool is_postgresql() const { return std::string_view(GetParam()) == "postgresql"; }
  std::unique_ptr<Connection> connect() const;
  /// The first field of the query's first row, on a connection of its own.
  Value ask(const std::string& sql) const;
  std::vector<std::string> version_rows() const;

  /// A revision after the last one.
  void add(const std::string& id, Work upgrade, Work downgrade = {});
  RunRequest request(const std::string& target);
  RunResult upgrade(const std::string& target = "head") { return run_online(request(target)); }
  RunResult downgrade(const std::string& target);
  /// The revision that a failing upgrade names.
  std::string failing_revision(const std::string& target = "head");

  std::string url;
  EnvironmentOptions environment;
  LinesReporter reporter;
  std::vector<std::string> loaded;
  RevisionMap map;
  bool transactional = true;  ///< what the migrations say of themselves

 private:
  struct Entry {
    Revision revision;
    Work upgrade;
    Work downgrade;
  };
  std::vector<std::unique_ptr<Migration>> load(const std::vector<std::string>& ids);

  std::unique_ptr<TemporaryDirectory> folder_;
  std::vector<Entry> entries_;
  Config config_;
};

/// Both databases.
#define RETORT_ON_EVERY_DATABASE(suite)                                                 \
  INSTANTIATE_TEST_SUITE_P(Databases, suite, ::testing::Values("sqlite", "postgresql"), \
                           [](const auto& each) { return std::string(each.param); })

}  // namespace retort::testing
