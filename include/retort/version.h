// SPDX-License-Identifier: MIT
// Which Retort this is.
#pragma once

#include <string>
#include <string_view>

namespace retort {

/// Retort's own version.
inline constexpr std::string_view version = "0.1.0";
/// The release of Alembic whose behaviour this version follows.
inline constexpr std::string_view alembic_version = "1.19.2";

/// What `--version` says after the program's name: called as `alembic`, the release that scripts
/// expect to see; else Retort's own.
inline std::string version_text(std::string_view program) {
  if (program == "alembic") return std::string(alembic_version);
  return std::string(version);
}

}  // namespace retort
