// SPDX-License-Identifier: MIT
// Connections in Python.
#pragma once

#include "retort/connection.h"

#include "frontend/python/python.h"

#include <functional>
#include <memory>
#include <utility>

namespace retort::python {

/// A connection that Python opened, or one of a run that it was lent.
class HeldConnection {
 public:
  explicit HeldConnection(std::unique_ptr<Connection> connection)
      : own_(std::move(connection)), connection_(own_.get()) {}
  /// Not owned; must outlive the object or be closed before.
  explicit HeldConnection(Connection& connection) : connection_(&connection) {}

  /// Throws Error (invalid_request) when it has been closed.
  Connection& get() const;
  /// The connection itself, whoever else it is lent to.
  Connection& own() const;
  /// What is asked of it goes to `other` from now on, which stands on it: a run's, where its
  /// statements come in order.
  void lend(Connection* other) { lent_ = other; }
  /// Unless it has been lent to another since.
  void take_back(const Connection* other) {
    if (lent_ == other) lent_ = nullptr;
  }
  /// While a thread uses it: called before anybody else may. Empty: it is free again.
  void reserve(std::function<void()> wait) { wait_ = std::move(wait); }
  void close();
  bool closed() const { return connection_ == nullptr; }

 private:
  std::unique_ptr<Connection> own_;
  Connection* connection_;
  Connection* lent_ = nullptr;
  std::function<void()> wait_;
};

/// (columns or None, rows, rowcount)
py::tuple write_result(const Result& result);

/// Adds the class Connection and connect(url).
void bind_connection(py::module_& module);

}  // namespace retort::python
