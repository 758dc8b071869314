// SPDX-License-Identifier: MIT
// Which environment a run is for, and which database that means.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace retort {

/// The target of a run, as configuration and surroundings name it (docs/environments.md has the
/// order).
struct Target {
  std::optional<std::string> environment = {};  ///< its name; nothing: none is named
  std::string environment_source = {};          ///< where the name was found, in words
  bool is_protected = false;                    ///< writing to it has to be allowed
  bool writing_allowed = true;          ///< not protected, or ALLOW_PRODUCTION_MIGRATE is "true"
  std::optional<std::string> url = {};  ///< as text, password and all; nothing: none was found
  std::string url_source = {};          ///< where it was found: "DATABASE_URL in .env.dev"
  /// The URL is plain `sqlalchemy.url` of the configuration, as in Alembic; nothing to tell.
  bool url_is_configured = true;
  /// Options of the environment's section, over those of [retort].
  std::map<std::string, std::string, std::less<>> options = {};

  bool operator==(const Target&) const = default;
};

}  // namespace retort
