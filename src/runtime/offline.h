// SPDX-License-Identifier: MIT
// Writes operations as SQL.
#pragma once

#include "retort/dialect.h"
#include "retort/operations.h"

#include "runtime/run_observer.h"
#include "runtime/script_stream.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort {

class Reporter;

struct OfflineOptions {
  const Dialect* dialect = nullptr;  ///< never null
  Reporter* reporter = nullptr;
  ScriptStream output = ScriptStream(nullptr);
  bool literal_binds = true;
  Paramstyle paramstyle = Paramstyle::named;
  bool transactional_ddl = false;  ///< BEGIN and COMMIT are written
  NamingConvention naming_convention = {};
  Options dialect_options = {};
  std::vector<std::pair<std::string, std::string>> x_arguments = {};
  RunObserver* observer = nullptr;
};

class OfflineExecutor final : public OperationSink, public MigrationContext {
 public:
  explicit OfflineExecutor(OfflineOptions options) : options_(std::move(options)) {}

  void invoke(const Operation& operation) override;
  Connection* connection() override { return nullptr; }
  MigrationContext& context() override { return *this; }

  const Dialect& dialect() const override { return *options_.dialect; }
  bool as_sql() const override { return true; }
  void autocommit_block(const std::function<void()>& block) override;
  const std::vector<std::pair<std::string, std::string>>& x_arguments() const override {
    return options_.x_arguments;
  }

  ScriptStream& output() { return options_.output; }
  /// How many operations `work` asks for; none of them is written.
  std::size_t count_operations(const std::function<void()>& work);
  void begin();
  void commit();

 private:
  CompiledScript compile(const Operation& operation);
  void observe(const Operation& operation);

  OfflineOptions options_;
  std::vector<std::string> created_types_;
  std::optional<std::size_t> counted_;  // while operations are only counted
};

}  // namespace retort
