// SPDX-License-Identifier: MIT
// How the rules of the graph fail, and how a command rewords what a rule says.
#pragma once

#include "retort/revision.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// "a, b, c"
std::string join_comma(const std::vector<std::string>& items);

/// An endpoint as a command was given it: one symbol, or the rows of the version table.
struct Endpoint {
  std::vector<std::string> items;
  bool is_list = true;

  static Endpoint symbol(std::string_view text) { return {{std::string(text)}, false}; }
  static Endpoint list(std::vector<std::string> items) { return {std::move(items), true}; }
  bool empty() const { return items.empty() || (!is_list && items.front().empty()); }
  /// As it stands in messages: a list in Python's notation, and `base` for nothing.
  std::string text() const;
};

[[noreturn]] void fail(const std::string& message);
[[noreturn]] void fail_resolution(const std::string& message, std::string_view argument);
[[noreturn]] void fail_multiple_heads(const std::vector<std::string>& heads,
                                      std::string_view argument);
[[noreturn]] void fail_range(const std::string& lower, const std::string& upper);
[[noreturn]] void fail_cycle(RevisionErrorKind kind, std::vector<std::string> revisions);
/// "Relative revision +2 didn't produce 2 migrations"
[[noreturn]] void fail_relative(const std::string& number, const RelativeTarget& target);

/// The texts that a command puts in place of a rule's. Empty: the general text.
struct Wording {
  std::string range;           ///< for range_not_ancestor
  std::string multiple_heads;  ///< for multiple_heads
  std::string heads_argument;  ///< what the general text for multiple_heads names
};

/// Throws `error` again with the text that the user of a command sees.
[[noreturn]] void rethrow_reworded(const RevisionError& error, const Wording& wording);

/// Runs `body` and rewords what it throws.
template <typename Body>
auto reworded(const Wording& wording, Body&& body) {
  try {
    return body();
  } catch (const RevisionError& error) {
    rethrow_reworded(error, wording);
  }
}

/// Throws `error` again together with what had been noticed before it.
[[noreturn]] void rethrow_with_warnings(const RevisionError& error,
                                        std::vector<std::string> warnings);

/// Runs `body`, which adds to `warnings`, and gives them to what it throws.
template <typename Body>
auto with_warnings(const std::vector<std::string>& warnings, Body&& body) {
  try {
    return body();
  } catch (const RevisionError& error) {
    rethrow_with_warnings(error, warnings);
  }
}

}  // namespace retort
