// SPDX-License-Identifier: MIT
// The files below templates/, which the build puts into the library.
#pragma once

#include <span>
#include <string_view>

namespace retort {

struct LayoutFile {
  std::string_view layout;  ///< "cpp"
  std::string_view name;    ///< "alembic.ini.mako"
  std::string_view text;
};

/// Sorted by layout and name.
std::span<const LayoutFile> layout_files();

}  // namespace retort
