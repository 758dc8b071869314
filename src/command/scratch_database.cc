// SPDX-License-Identifier: MIT
#include "command/scratch_database.h"

#include "retort/dialect.h"
#include "retort/error.h"

#include "base/random.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

namespace retort::command {
namespace {

constexpr std::string_view prefix = "retort_scratch_";

std::unique_ptr<Connection> connect_to(const Url& url) { return dialect(url.dialect).connect(url); }

/// WITH (FORCE) ends the sessions that an env file has left open.
std::string drop_statement(const Connection& server, const std::string& name) {
  constexpr int with_force = 130000;
  return fmt::format("DROP DATABASE IF EXISTS {}{}", name,
                     server.server_version() >= with_force ? " WITH (FORCE)" : "");
}

}  // namespace

ScratchDatabase::ScratchDatabase(const Url& server, Reporter& reporter)
    : reporter_(reporter), server_url_(server), url_(server) {
  if (server.dialect == "sqlite") {
    folder_.emplace();
    url_ = {.dialect = "sqlite", .driver = server.driver};
    url_.database = join_path(folder_->path(), "scratch.db");
    start_watch();
    return;
  }
  if (server.dialect != "postgresql") {
    throw Error(fmt::format("Retort cannot make a scratch database on {}", server.dialect),
                ErrorCode::command,
                "It can on PostgreSQL and SQLite; --scratch-url names another.");
  }
  server_ = connect_to(server);
  tell_leftovers();
  name_ = fmt::format("{}{}_{}", prefix, getpid(), random_hex(8));
  url_.database = name_;
  create();
}

ScratchDatabase::~ScratchDatabase() {
  try {
    drop();
    if (watch_) watch_->all_done();
  } catch (const std::exception& error) {
    reporter_.warn(fmt::format("The scratch database {} is left: {}", name_, error.what()));
  }
}

void ScratchDatabase::require_same(const std::string& connected) const {
  const Url found = Url::parse(connected);
  if (found.dialect == url_.dialect && found.database == url_.database) return;
  throw Error(
      fmt::format("The env file connects to {}, not to the scratch database; nothing was run",
                  connected),
      ErrorCode::command,
      fmt::format("It has to take the URL from the configuration (sqlalchemy.url), DATABASE_URL or "
                  "the PG variables, which name the scratch database ({}) while this command runs.",
                  url_.masked()));
}

void ScratchDatabase::empty() {
  drop();
  create();
}

std::unique_ptr<Connection> ScratchDatabase::connect() const { return connect_to(url_); }

void ScratchDatabase::create() {
  if (server_ == nullptr) return;
  if (!watch_) start_watch();
  try {
    server_->run({.sql = fmt::format("CREATE DATABASE {}", name_)});
  } catch (const DatabaseError& error) {
    throw DatabaseError(
        fmt::format("The scratch database cannot be made: {}", error.what()), error.details(),
        "The user needs the right to create databases (ALTER ROLE ... CREATEDB), or name a server "
        "where it has it with --scratch-url.");
  }
}

void ScratchDatabase::drop() {
  if (server_ != nullptr) {
    server_->run({.sql = drop_statement(*server_, name_)});
    return;
  }
  for (const char* ending : {"", "-journal", "-wal", "-shm"}) {
    if (const std::string path = *url_.database + ending; path_exists(path)) remove_file(path);
  }
}

void ScratchDatabase::tell_leftovers() {
  const Result left = server_->run(
      {.sql =
           "SELECT datname FROM pg_catalog.pg_database d WHERE datname LIKE 'retort\\_scratch\\_%'"
           " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)"
           " ORDER BY 1"});
  std::string names;
  for (const Row& row : left) {
    if (const auto* name = std::get_if<std::string>(&row[0].base())) {
      names += fmt::format("{}{}", names.empty() ? "" : ", ", *name);
    }
  }
  if (names.empty()) return;
  reporter_.warn(fmt::format(
      "There are scratch databases on this server that nobody is connected to: {}. If no other "
      "`retort test` or `retort squash` is at work, drop them.",
      names));
}

void ScratchDatabase::start_watch() {
  watch_.emplace(
      [server = server_url_, name = name_, folder = folder_ ? folder_->path() : std::string()] {
        if (!folder.empty()) std::filesystem::remove_all(folder);
        if (name.empty()) return;
        const std::unique_ptr<Connection> connection = connect_to(server);
        connection->run({.sql = drop_statement(*connection, name)});
      });
}

}  // namespace retort::command
