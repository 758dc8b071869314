// SPDX-License-Identifier: MIT
// The connection of a run: given, or opened for it; and what it tells the log.
#pragma once

#include "retort/connection.h"
#include "retort/environment.h"

#include "runtime/deferred_begin.h"
#include "runtime/run.h"

#include <memory>
#include <string>

namespace retort {

class RunConnection {
 public:
  /// Throws what finding the database and connecting throw.
  RunConnection(const RunRequest& request, const EnvironmentOptions& environment);

  DeferredBegin& get() { return *deferred_; }
  /// The driver's, which logs nothing.
  Connection& bare() { return *bare_; }
  /// Password masked.
  const std::string& url() const { return url_; }

 private:
  std::unique_ptr<Connection> own_;
  Connection* bare_;
  std::unique_ptr<Connection> logged_;
  std::unique_ptr<DeferredBegin> deferred_;
  std::string url_;
};

}  // namespace retort
