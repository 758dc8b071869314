// SPDX-License-Identifier: MIT
// What holds of autogenerate for any model, tried on live databases with models made up from
// seeds. RETORT_TEST_SEED=17 tries that seed alone.
#include "retort/autogenerate.h"
#include "retort/dialect.h"
#include "retort/model.h"
#include "retort/url.h"

#include "conformance/random_model.h"
#include "op/describe.h"
#include "op/enum_types.h"
#include "runtime/online.h"
#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

constexpr std::uint32_t seeds = 12;

std::vector<std::uint32_t> chosen_seeds() {
  if (const char* only = std::getenv("RETORT_TEST_SEED")) {
    return {static_cast<std::uint32_t>(std::strtoul(only, nullptr, 10))};
  }
  std::vector<std::uint32_t> made;
  for (std::uint32_t seed = 1; seed <= seeds; ++seed) made.push_back(seed);
  return made;
}

struct Heard : Reporter {
  std::string text;
  void log(LogLevel, std::string_view, std::string_view message) override {
    text += std::string(message) + "\n";
  }
};

class Autogenerate : public ::testing::TestWithParam<std::string> {
 protected:
  bool open() {
    if (GetParam() == "sqlite") return true;
    const auto url = testing::fresh_postgresql_database();
    if (!url) return false;
    connection_ = dialect("postgresql").connect(Url::parse(*url));
    return true;
  }

  MetaData model_of(std::uint32_t seed) const {
    return testing::random_model(seed, {.dialect = GetParam()});
  }

  // An empty database.
  void clear() {
    if (GetParam() == "sqlite") {
      connection_ = dialect("sqlite").connect(Url::parse("sqlite://"));
    } else {
      connection_->run({.sql = "DROP SCHEMA public CASCADE"});
      connection_->run({.sql = "CREATE SCHEMA public"});
      const auto second = "\"" + std::string(testing::second_schema) + "\"";
      connection_->run({.sql = "DROP SCHEMA IF EXISTS " + second + " CASCADE"});
      connection_->run({.sql = "CREATE SCHEMA " + second});
    }
  }

  std::vector<Table> tables() const {
    const auto& here = dialect(GetParam());
    auto found = here.reflect_tables(*connection_, {}, {}, {.comparing = true});
    if (GetParam() == "sqlite") return found;
    for (auto& table :
         here.reflect_tables(*connection_, testing::second_schema, {}, {.comparing = true})) {
      found.push_back(std::move(table));
    }
    return found;
  }

  Comparison compare(const MetaData& model, Heard& heard) const {
    return compare_metadata(
        *connection_, {model},
        {.include_schemas = true, .compare_server_default = true, .reporter = &heard});
  }

  void apply(const std::vector<Operation>& operations) {
    connection_->begin();
    OnlineExecutor executor({.dialect = &dialect(GetParam()), .connection = connection_.get()});
    for (const auto& operation : operations) executor.invoke(operation);
    executor.queue().flush();
    connection_->commit();
  }

  ProducedMigration migration_to(const MetaData& model) const {
    Heard heard;
    const auto comparison = compare(model, heard);
    auto made = produce_migrations(
        comparison, {.as_batch = GetParam() == "sqlite", .splits_cycles = GetParam() != "sqlite"});
    // As in a migration that is written: the comparison is of tables, which may need types.
    add_enum_types({made.upgrade, made.downgrade}, comparison.database, dialect(GetParam()).info());
    return made;
  }

  void expect_no_difference(const MetaData& model) const {
    Heard heard;
    const auto found = compare(model, heard);
    EXPECT_TRUE(found.differences.empty()) << heard.text;
  }

  void insert_rows(const MetaData& model) {
    for (const auto& table : model.tables) {
      connection_->run({.sql = testing::insert_row(table)});
    }
  }

  std::unique_ptr<Connection> connection_;
};

TEST_P(Autogenerate, FindsNothingToDoOnceAModelIsCreated) {
  if (!open()) GTEST_SKIP() << "no PostgreSQL";
  for (const auto seed : chosen_seeds()) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    clear();
    const auto model = model_of(seed);
    create_all(*connection_, model);
    expect_no_difference(model);
  }
}

TEST_P(Autogenerate, LeadsFromAnyModelToAnyOtherWithTheRowsThatThereAre) {
  if (!open()) GTEST_SKIP() << "no PostgreSQL";
  for (const auto seed : chosen_seeds()) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    clear();
    const auto before = model_of(seed);
    const auto after = model_of(seed + 1000);
    create_all(*connection_, before);
    insert_rows(before);
    ASSERT_NO_THROW(apply(migration_to(after).upgrade));
    expect_no_difference(after);
  }
}

TEST_P(Autogenerate, ComesBackToWhereItStarted) {
  if (!open()) GTEST_SKIP() << "no PostgreSQL";
  for (const auto seed : chosen_seeds()) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    clear();
    const auto before = model_of(seed);
    const auto after = model_of(seed + 2000);
    create_all(*connection_, before);
    const auto migration = migration_to(after);
    ASSERT_NO_THROW(apply(migration.upgrade));
    const auto reached = tables();
    ASSERT_NO_THROW(apply(migration.downgrade));
    expect_no_difference(before);
    ASSERT_NO_THROW(apply(migration.upgrade));
    expect_no_difference(after);
    EXPECT_EQ(tables(), reached);
  }
}

INSTANTIATE_TEST_SUITE_P(OnEveryDatabase, Autogenerate, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace retort
