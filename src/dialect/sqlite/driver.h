// SPDX-License-Identifier: MIT
// Connections to SQLite files.
#pragma once

#include "retort/connection.h"
#include "retort/url.h"

#include <memory>

namespace retort::sqlite {

/// Opens the file of the URL, making it when it is absent; no file means a database in memory.
/// `?timeout=` is how many seconds to wait for a lock (default 5); with `?uri=true` the name is a
/// "file:" URI that takes the other options. Fields of rows have the type that SQLite stores:
/// integer, real, text or blob. Throws DatabaseError, and UnsupportedError in a build without
/// SQLite.
std::unique_ptr<Connection> connect(const Url& url);

}  // namespace retort::sqlite
