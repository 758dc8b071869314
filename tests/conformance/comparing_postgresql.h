// SPDX-License-Identifier: MIT
// A fresh PostgreSQL database that tests compare with models, and what comparing them says.
#pragma once

#include "retort/autogenerate.h"
#include "retort/dialect.h"
#include "retort/reporter.h"
#include "retort/url.h"

#include "op/autocommit.h"
#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace retort::testing {

using Texts = std::vector<std::string>;

/// Log lines and warnings in their order.
class LineReporter final : public Reporter {
 public:
  void log(LogLevel, std::string_view logger, std::string_view message) override {
    if (logger != "alembic.runtime.plugins") lines.emplace_back(message);
  }
  void warn(std::string_view message) override {
    lines.push_back("warning: " + std::string(message));
  }

  Texts lines;
};

class ComparingPostgresql : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::optional<std::string> url = fresh_postgresql_database();
    if (!url) GTEST_SKIP() << "no PostgreSQL";
    connection_ = dialect("postgresql").connect(Url::parse(*url));
    options_.reporter = &listener_;
  }
  void run(const Texts& statements) {
    for (const std::string& sql : statements) connection_->run({.sql = sql});
  }
  std::string ask(const std::string& sql) {
    const Value value = connection_->run({.sql = sql}).scalar();
    const auto* text = std::get_if<std::string>(&value.base());
    return text ? *text : "";
  }
  Comparison compare(std::vector<Table> tables) {
    listener_.lines.clear();
    MetaData model;
    model.tables = std::move(tables);
    return compare_metadata(*connection_, {model}, options_);
  }
  /// In one transaction, but for what is to be committed at once.
  void apply(const std::vector<Operation>& operations) {
    connection_->begin();
    for (const Operation& operation : operations) {
      const bool apart = wants_autocommit(operation);
      if (apart) connection_->commit();
      for (const Statement& statement : dialect("postgresql").compile(operation, {}).statements) {
        connection_->run(statement);
      }
      if (apart) connection_->begin();
    }
    connection_->commit();
  }
  /// The values of the database's only enumeration type.
  Texts enum_values() {
    const auto types = dialect("postgresql").reflect_enums(*connection_, {});
    EXPECT_EQ(types.size(), 1U);
    return types.empty() ? Texts{} : types[0].values;
  }

  std::unique_ptr<Connection> connection_;
  CompareOptions options_;
  LineReporter listener_;
};

}  // namespace retort::testing
