// SPDX-License-Identifier: MIT
// Connections to PostgreSQL servers.
#pragma once

#include "retort/connection.h"
#include "retort/url.h"

#include <memory>

namespace retort::postgresql {

/// Connects. Query options of the URL are libpq's (sslmode, connect_timeout, options, ...); those
/// that other drivers know under other names are translated or left out. Throws DatabaseError, and
/// UnsupportedError in a build without libpq.
std::unique_ptr<Connection> connect(const Url& url);

/// Loads libpq, if it can be; see Dialect::client_loader.
void load_client() noexcept;

}  // namespace retort::postgresql
