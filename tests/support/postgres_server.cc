// SPDX-License-Identifier: MIT
// Holds the server through postgres_server.py, which serves until its standard input ends.
#include "support/postgres_server.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace retort::testing {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::array<int, 2> open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
  return ends;
}

std::string read_line(int descriptor) {
  std::string line;
  char character = 0;
  while (::read(descriptor, &character, 1) == 1 && character != '\n') line += character;
  return line;
}

}  // namespace

PostgresServer::PostgresServer() : url_(variable("RETORT_TEST_POSTGRESQL_URL")) {
  if (!url_.empty()) return;
  const auto input = open_pipe();
  const auto output = open_pipe();
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(input[0], STDIN_FILENO);
    ::dup2(output[1], STDOUT_FILENO);
    ::execlp("python3", "python3", RETORT_POSTGRES_SERVER, static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::close(input[0]);
  ::close(output[1]);
  if (child > 0) url_ = read_line(output[0]);
  ::close(output[0]);
  keep_alive_ = input[1];
  process_ = child;
  if (url_.empty()) {
    ::close(keep_alive_);
    if (child > 0) ::waitpid(child, nullptr, 0);
    throw std::runtime_error("no PostgreSQL server can be started here, see above");
  }
}

PostgresServer::~PostgresServer() {
  if (keep_alive_ < 0) return;
  ::close(keep_alive_);
  ::waitpid(process_, nullptr, 0);
}

std::string PostgresServer::create_database() const {
  static std::atomic<int> count = 0;
  // Several test binaries may share the server that the environment names.
  const std::string name = "retort_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  const std::string command = "psql -Xq '" + url_ + "' -c 'CREATE DATABASE " + name + "'";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  return url_.substr(0, url_.rfind('/') + 1) + name;
}

std::optional<std::string> fresh_postgresql_database() {
  static const auto server = []() -> std::unique_ptr<PostgresServer> {
    try {
      return std::make_unique<PostgresServer>();
    } catch (const std::runtime_error& error) {
      if (variable("CI") == "true") throw;
      std::fprintf(stderr, "skipping what needs PostgreSQL: %s\n", error.what());
      return nullptr;
    }
  }();
  if (!server) return std::nullopt;
  return server->create_database();
}

}  // namespace retort::testing
