// SPDX-License-Identifier: MIT
// The database's tables, read while Python describes the models that they are compared with.
#pragma once

#include "retort/schema.h"

#include <exception>
#include <thread>
#include <vector>

namespace retort {
class Connection;
}

namespace retort::python {

/// Reads all tables of the default schema. Until finish() nobody else may use the connection.
class EarlyReading {
 public:
  explicit EarlyReading(Connection& connection);
  EarlyReading(const EarlyReading&) = delete;
  EarlyReading& operator=(const EarlyReading&) = delete;
  ~EarlyReading() { finish(); }

  /// Waits for the end, and lets other threads of Python run meanwhile.
  void finish();
  /// What has been found, once. Throws what went wrong.
  std::vector<Table> take();

 private:
  void read(Connection& connection) noexcept;

  std::vector<Table> tables_;
  std::exception_ptr failure_;
  std::thread thread_;
};

}  // namespace retort::python
