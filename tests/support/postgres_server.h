// SPDX-License-Identifier: MIT
// A real PostgreSQL server for the tests: the one that the environment names, else a throwaway.
#pragma once

#include <optional>
#include <string>

namespace retort::testing {

/// A server that lives as long as this value. `RETORT_TEST_POSTGRESQL_URL` names one that runs
/// already; without it a throwaway is started on a free loopback port, in about a second. Make one
/// for a test binary, not one for a test.
class PostgresServer {
 public:
  /// Throws std::runtime_error, with the reason, when no server can be had.
  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  /// The superuser's URL of the database `postgres`. A throwaway server has also the role `locked`,
  /// who must give the password `pass:w@rd/1`.
  const std::string& url() const { return url_; }
  /// The URL of a new, empty database.
  std::string create_database() const;

 private:
  std::string url_;
  int keep_alive_ = -1;  // the server ends when this end of the pipe closes
  int process_ = -1;
};

/// The URL of a new, empty database on this binary's one server. Empty, with a note on stderr,
/// where there is no PostgreSQL: skip the test then. With CI=true a missing server throws instead.
std::optional<std::string> fresh_postgresql_database();

}  // namespace retort::testing
