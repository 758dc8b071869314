// SPDX-License-Identifier: MIT
// The database's client library, loaded while Python starts.
#pragma once

#include <thread>

namespace retort {
struct EnvironmentRequest;
}

namespace retort::python {

/// Starts to load the client library of the database that the configuration names, if the run is to
/// connect. The library's own start reads the process's environment, which Python code may change:
/// finish() comes before any of the user's runs.
class ClientLoading {
 public:
  explicit ClientLoading(const EnvironmentRequest& request);
  ClientLoading(const ClientLoading&) = delete;
  ClientLoading& operator=(const ClientLoading&) = delete;
  ~ClientLoading() { finish(); }

  void finish();

 private:
  std::thread thread_;
};

}  // namespace retort::python
