// SPDX-License-Identifier: MIT
// What a migration calls: Alembic's directives under Alembic's names. Each builds an Operation and
// hands it to the sink, which runs it on a connection or writes it as SQL.
#pragma once

#include "retort/api.h"
#include "retort/connection.h"
#include "retort/operation.h"

#include <functional>
#include <string>
#include <utility>

namespace retort {

class Dialect;

/// The state of a run that a migration may ask about (op.get_context()).
class RETORT_API MigrationContext {
 public:
  virtual ~MigrationContext() = default;
  virtual const Dialect& dialect() const = 0;
  /// True when SQL is written instead of run (--sql).
  virtual bool as_sql() const = 0;
  /// Runs `block` outside of a transaction: commits what is open, begins anew afterwards.
  /// Offline on a dialect with transactional DDL: COMMIT before, BEGIN after.
  virtual void autocommit_block(const std::function<void()>& block) = 0;
  /// Values given as -x name=value, in order; "-x name" has an empty value.
  virtual const std::vector<std::pair<std::string, std::string>>& x_arguments() const = 0;
};

/// Takes operations. Implemented by the runtime, by tests, and by tools that look at migrations.
class RETORT_API OperationSink {
 public:
  virtual ~OperationSink() = default;
  virtual void invoke(const Operation& operation) = 0;
  /// Null when SQL is written instead of run.
  virtual Connection* connection() = 0;
  virtual MigrationContext& context() = 0;
};

class Operations;  // the facade, completed below by the directives

}  // namespace retort
