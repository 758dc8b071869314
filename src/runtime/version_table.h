// SPDX-License-Identifier: MIT
// The version table: its shape, how it is read, and the statements of a step's row operations.
#pragma once

#include "retort/connection.h"
#include "retort/dialect.h"
#include "retort/environment.h"
#include "retort/operation.h"
#include "retort/revision.h"

#include "sql/version_statements.h"

#include <optional>
#include <string>
#include <vector>

namespace retort {

/// One statement on the version table.
struct VersionStatement {
  std::string sql;
  /// "when deleting 'a' in 'alembic_version'": the statement must touch exactly one row.
  std::optional<std::string> one_row = {};
  bool operator==(const VersionStatement&) const = default;
};

class VersionTable {
 public:
  /// The dialect is kept by reference.
  VersionTable(const Dialect& dialect, const EnvironmentOptions& options);

  /// Its rows in the database's order. Throws DatabaseError when there is no such table.
  std::vector<std::string> read(Connection& connection) const;
  /// The same; absent when there is no such table.
  std::optional<std::vector<std::string>> find(Connection& connection) const;

  op::CreateTable create_operation() const;
  std::string delete_all() const;
  VersionStatement statement(const RowOperation& operation) const;
  /// Throws Error for the first id of the plan that the table's column is too short for. Without a
  /// connection the table is still to be created.
  void check_ids(const Plan& plan, Connection* connection) const;

 private:
  TableName name() const { return {shape_.name, shape_.schema}; }

  const Dialect* dialect_;
  VersionTableShape shape_;
};

}  // namespace retort
