// SPDX-License-Identifier: MIT
// Colors, for people at a terminal and nobody else.
#pragma once

#include "retort/host.h"

#include <optional>
#include <string>
#include <string_view>

namespace retort::cli {

enum class Ink {
  failure,   ///< red: it did not work, or may hurt
  warning,   ///< yellow
  revision,  ///< yellow, not bold: an identifier
  mark,      ///< green: (head), (current), what is well
  strong,    ///< bold
};

/// Which streams get colors.
struct Colors {
  bool output = false;
  bool errors = false;
  bool operator==(const Colors&) const = default;
};

/// What is known of the streams.
struct Terminals {
  bool output = false;
  bool errors = false;
};

/// `when` is what --color says: auto, always or never. For auto, NO_COLOR comes before
/// CLICOLOR_FORCE, and both before what the streams are.
Colors choose_colors(const std::optional<std::string>& when, const Host& host,
                     const Terminals& terminals);

/// The text, in color where `on` is set.
std::string inked(Ink ink, std::string_view text, bool on);
/// A line about a revision with its identifier and what stands in brackets behind it, (head) and
/// the like, in color.
std::string inked_revision(std::string_view line, std::string_view revision, bool on);

}  // namespace retort::cli
