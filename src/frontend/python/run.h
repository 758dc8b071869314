// SPDX-License-Identifier: MIT
// Runs in Python: what `alembic`'s MigrationContext stands on.
#pragma once

#include "retort/environment.h"
#include "retort/operations.h"

#include "frontend/python/connection.h"
#include "op/known_tables.h"

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort::python {

/// A run that Python drives, or the running migration's part of one that the engine drives.
class HeldRun {
 public:
  HeldRun(std::unique_ptr<MigrationRun> run, std::shared_ptr<HeldConnection> connection,
          std::unique_ptr<std::ostream> output);
  explicit HeldRun(OperationSink& sink);
  HeldRun(const HeldRun&) = delete;
  HeldRun& operator=(const HeldRun&) = delete;
  ~HeldRun();

  OperationSink& sink() const { return *sink_; }
  /// Throws Error (invalid_request) when the engine drives it.
  MigrationRun& run() const;
  /// Null offline.
  const std::shared_ptr<HeldConnection>& connection() const { return connection_; }

  void invoke(const py::object& operation);
  /// From here on operations are understood to be about these tables, which nobody asks a database
  /// about: offline.
  void know_tables(std::vector<Table> tables);
  void run_migrations(const py::object& keywords);
  void begin_autocommit();
  void end_autocommit();

 private:
  void invoke_known(const Operation& operation);

  std::unique_ptr<std::ostream> output_;
  std::shared_ptr<HeldConnection> connection_;
  std::unique_ptr<MigrationRun> run_;
  OperationSink* sink_;
  std::optional<KnownTables> known_;
};

/// The command whose env file runs at present: its runs carry out its plan. Null: none.
/// Answers with the one before.
const EnvironmentRequest* set_environment(const EnvironmentRequest* request);
/// Whether an env file runs, which a Python exception reaches as it is.
bool has_environment();

/// Adds the class Run and online_run, offline_run.
void bind_run(py::module_& module);

}  // namespace retort::python
