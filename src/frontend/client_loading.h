// SPDX-License-Identifier: MIT
// The database's client library, loaded while something else is prepared.
#pragma once

#include "retort/api.h"

#include <thread>

namespace retort {

struct EnvironmentRequest;

/// Starts to load the client library of the database that the configuration names, if the run is to
/// connect. The library's own start reads the process's environment, which the user's code may
/// change: finish() comes before any of that runs.
class RETORT_API ClientLoading {
 public:
  explicit ClientLoading(const EnvironmentRequest& request);
  ClientLoading(const ClientLoading&) = delete;
  ClientLoading& operator=(const ClientLoading&) = delete;
  ~ClientLoading() { finish(); }

  void finish();

 private:
  std::thread thread_;
};

}  // namespace retort
