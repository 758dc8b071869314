// SPDX-License-Identifier: MIT
// A database of a command's own: made beside the target, and gone when the command ends, however
// it ends.
#pragma once

#include "retort/connection.h"
#include "retort/reporter.h"
#include "retort/url.h"

#include "base/files.h"
#include "base/process.h"

#include <memory>
#include <optional>
#include <string>

namespace retort::command {

/// An empty database. PostgreSQL: CREATE DATABASE on a server; SQLite: a file in a folder of its
/// own. A second process waits for this one's end, so that the database goes with it even when it
/// is killed.
class ScratchDatabase {
 public:
  /// `server`: a database of the server on which it is to be made (of SQLite nothing but the
  /// dialect counts). Throws Error for other dialects, DatabaseError.
  ScratchDatabase(const Url& server, Reporter& reporter);
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;
  ~ScratchDatabase();

  const Url& url() const { return url_; }
  /// Throws Error unless the masked URL of a connection is that of this database.
  void require_same(const std::string& connected) const;
  /// Drops it and makes it anew under its name; nobody may be connected.
  void empty();
  std::unique_ptr<Connection> connect() const;

 private:
  void create();
  void drop();
  void tell_leftovers();
  void start_watch();

  Reporter& reporter_;
  Url server_url_;
  Url url_;
  std::string name_;  // of a PostgreSQL database; else empty
  std::unique_ptr<Connection> server_;
  std::optional<TemporaryDirectory> folder_;
  std::optional<EndWatch> watch_;
};

}  // namespace retort::command
