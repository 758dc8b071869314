// SPDX-License-Identifier: MIT
// A database in memory that tests compare with models, and what they say of it.
#pragma once

#include "retort/autogenerate.h"
#include "retort/connection.h"
#include "retort/dialect.h"
#include "retort/reporter.h"
#include "retort/url.h"

#include "op/describe.h"

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort::test {

/// Keeps what it is told.
class Listener final : public Reporter {
 public:
  void log(LogLevel, std::string_view logger, std::string_view message) override {
    if (logger != "alembic.runtime.plugins") lines.emplace_back(message);
  }
  void warn(std::string_view message) override { warnings.emplace_back(message); }

  std::vector<std::string> lines;
  std::vector<std::string> warnings;
};

/// What an operation does, and to what.
inline std::string words(const Operation& operation) {
  const std::string text = describe(operation);
  return text.substr(0, text.find(" ("));
}
inline std::vector<std::string> words(const std::vector<Operation>& operations) {
  std::vector<std::string> found;
  for (const Operation& operation : operations) found.push_back(words(operation));
  return found;
}

class Comparing {
 public:
  explicit Comparing(std::initializer_list<const char*> statements = {})
      : connection_(dialect("sqlite").connect(Url::parse("sqlite://"))) {
    for (const char* statement : statements) connection_->run({statement});
    options.reporter = &listener;
  }

  Comparison compare(std::vector<Table> tables) {
    MetaData model;
    model.tables = std::move(tables);
    return compare_metadata(*connection_, {model}, options);
  }
  /// The operations in words.
  std::vector<std::string> differences(std::vector<Table> tables) {
    return words(produce_migrations(compare(std::move(tables))).upgrade);
  }
  Connection& connection() { return *connection_; }

  CompareOptions options;
  Listener listener;

 private:
  std::unique_ptr<Connection> connection_;
};

using Texts = std::vector<std::string>;

inline Column key_column() { return {.name = "id", .type = type::Integer{}, .primary_key = true}; }
inline Table table(const char* name, std::vector<Column> columns) {
  columns.insert(columns.begin(), key_column());
  return {.name = name, .columns = std::move(columns)};
}

}  // namespace retort::test
