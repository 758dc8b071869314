// SPDX-License-Identifier: MIT
// From a URL to the connection parameters of libpq.
#pragma once

#include "retort/url.h"

#include <string>
#include <utility>
#include <vector>

namespace retort::postgresql {

/// Keywords and values for PQconnectdbParams. What the URL leaves out is libpq's to find (PGHOST,
/// ~/.pgpass, ...).
std::vector<std::pair<std::string, std::string>> connect_options(const Url& url);

/// A failure to connect as one line, and the advice that libpq gives in further lines.
struct ConnectFailure {
  std::string message;
  std::string hint;
};
ConnectFailure connect_failure(const Url& url, std::string_view libpq_text);

}  // namespace retort::postgresql
