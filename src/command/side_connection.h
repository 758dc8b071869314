// SPDX-License-Identifier: MIT
// Looking into the database of a session beside its runs.
#pragma once

#include "retort/command.h"
#include "retort/connection.h"
#include "retort/url.h"

#include <memory>
#include <string>

namespace retort::command {

/// The URL with its password masked; empty if it is none.
std::string masked_url(const std::string& url);

/// The file of a SQLite database; empty for one in memory, and for other databases.
std::string database_file(const Url& url, const Host& host);

/// A connection to a database, whose relative file is below the host's folder. Makes a file that is
/// missing. Throws DatabaseError.
std::unique_ptr<Connection> connect_beside(Url url, const Host& host);

}  // namespace retort::command
