// SPDX-License-Identifier: MIT
// Database URLs: dialect[+driver]://user:password@host:port/database?query
#pragma once

#include "retort/api.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// A database URL. User name, password and query are percent-decoded; the database's name is as
/// written, as in SQLAlchemy.
struct RETORT_API Url {
  std::string dialect;  ///< "postgresql", "sqlite"; "postgres" is read as "postgresql"
  std::string driver;   ///< what follows the plus sign ("asyncpg"), or empty
  std::optional<std::string> username = {};
  std::optional<std::string> password = {};
  std::optional<std::string> host = {};
  std::optional<int> port = {};
  std::optional<std::string> database = {};
  std::vector<std::pair<std::string, std::string>> query = {};

  /// Throws ConfigError: Could not parse SQLAlchemy URL from given URL string. Never puts the
  /// password into a message.
  static Url parse(std::string_view text);
  /// The URL as text with the password as `***`; safe to show.
  std::string masked() const;
  /// The URL as text, password and all.
  std::string format() const;

  bool operator==(const Url&) const = default;
};

}  // namespace retort
