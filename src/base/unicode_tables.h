// SPDX-License-Identifier: MIT
// The generated Unicode data behind base/text: sorted, disjoint ranges of code points.
#pragma once

#include <cstdint>
#include <span>

namespace retort {

struct CodeRange {
  char32_t first;
  char32_t last;
};

/// Every `stride`-th code point of the range has its lower case `delta` further on.
struct LowerRun {
  char32_t first;
  char32_t last;
  std::int32_t stride;
  std::int32_t delta;
};

std::span<const CodeRange> word_ranges();
std::span<const CodeRange> unprintable_ranges();
std::span<const LowerRun> lower_runs();

}  // namespace retort
