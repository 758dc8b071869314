// SPDX-License-Identifier: MIT
#include "retort/nearest.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace retort {
namespace {

/// How many letters have to be put in, taken out, replaced or exchanged with their neighbour.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before_last(right.size() + 1);
  std::vector<std::size_t> last(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    before_last = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[right.size()];
}

}  // namespace

std::vector<std::string> nearest_names(std::string_view word,
                                       const std::vector<std::string>& known) {
  constexpr std::size_t shortest_beginning = 3;
  std::vector<std::string> result;
  std::size_t best = std::max<std::size_t>(1, word.size() / 3);
  for (const std::string& candidate : known) {
    const bool begins = word.size() >= shortest_beginning && candidate.starts_with(word);
    const std::size_t mistakes = begins ? 1 : distance(word, candidate);
    if (mistakes > best) continue;
    if (mistakes < best) result.clear();
    best = mistakes;
    result.push_back(candidate);
  }
  return result;
}

}  // namespace retort
