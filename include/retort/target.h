// SPDX-License-Identifier: MIT
// Which environment a run is for, and which database that means.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort {

/// One of the places where a URL may stand.
struct UrlPlace {
  std::string place = {};  ///< in words: "DATABASE_URL in .env.dev"
  std::string found = {};  ///< the URL without its password, or why there is none
  bool used = false;
  bool operator==(const UrlPlace&) const = default;
};

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
  /// The URL of the environment's own section, where another place comes before it; masked.
  std::optional<std::string> passed_over = {};
  std::vector<UrlPlace> places = {};  ///< in the order in which they count
  /// False: env.py drives the project, and has not opted in; all is as in Alembic.
  bool in_force = true;
  /// Options of the environment's section, over those of [retort].
  std::map<std::string, std::string, std::less<>> options = {};

  bool operator==(const Target&) const = default;
};

}  // namespace retort
