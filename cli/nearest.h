// SPDX-License-Identifier: MIT
// What somebody may have meant who wrote a word that is not known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {

/// Those of `candidates` that are as near to `word` as any and near enough to be meant: a typing
/// mistake or two away, or beginning with it.
std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace retort::cli
