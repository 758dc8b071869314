// SPDX-License-Identifier: MIT
// How lists are written in one ini value: by a configured separator, or in the old styles.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// The separator that a `path_separator` value means; absent for a bad value.
std::optional<std::string> path_separator_text(std::string_view value);

/// Split, stripped, empty items removed.
std::vector<std::string> split_paths(std::string_view text, std::string_view separator);

/// Split at a comma with the spaces after it, or at a run of spaces; with `colons`, at a colon
/// too. Items may be empty.
struct LegacySplit {
  bool colons = false;
};
std::vector<std::string> split_legacy(std::string_view text, LegacySplit options = {});

}  // namespace retort
