// SPDX-License-Identifier: MIT
// A sink that keeps what a migration does, for the dialect of a given name.
#pragma once

#include "retort/dialect.h"
#include "retort/operations.h"

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// A dialect that has a name only.
class NamedDialect : public Dialect {
 public:
  explicit NamedDialect(std::string name) { info_.name = std::move(name); }
  const DialectInfo& info() const override { return info_; }
  CompiledScript compile(const Operation&, const CompileOptions&) const override { fail(); }
  Statement compile(const Expression&, const CompileOptions&) const override { fail(); }
  std::string quote(std::string_view) const override { fail(); }
  std::string format_table(const TableName&) const override { fail(); }
  std::string format_type(const Type&) const override { fail(); }
  Type parse_type(std::string_view) const override { fail(); }
  std::unique_ptr<Connection> connect(const Url&) const override { fail(); }
  bool rebuilds(const op::AlterTableBatch&) const override { fail(); }
  bool has_table(Connection&, const TableName&) const override { fail(); }
  Table reflect_table(Connection&, const TableName&, const ReflectOptions&) const override {
    fail();
  }

 private:
  [[noreturn]] static void fail() { throw std::logic_error("a dialect that has a name only"); }
  DialectInfo info_;
};

class RecordingContext : public MigrationContext {
 public:
  explicit RecordingContext(std::string dialect) : dialect_(std::move(dialect)) {}
  const Dialect& dialect() const override { return dialect_; }
  bool as_sql() const override { return true; }
  void autocommit_block(const std::function<void()>& block) override { block(); }
  const std::vector<std::pair<std::string, std::string>>& x_arguments() const override {
    return x_arguments_;
  }

 private:
  NamedDialect dialect_;
  std::vector<std::pair<std::string, std::string>> x_arguments_;
};

class RecordingSink : public OperationSink {
 public:
  explicit RecordingSink(const std::string& dialect) : context_(dialect) {}
  void invoke(const Operation& operation) override { operations.push_back(operation); }
  Connection* connection() override { return nullptr; }
  MigrationContext& context() override { return context_; }

  std::vector<Operation> operations;

 private:
  RecordingContext context_;
};

}  // namespace retort
