// SPDX-License-Identifier: MIT
// Durations as people write them.
#include "retort/error.h"
#include "retort/run_lock.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

namespace retort {

std::chrono::milliseconds parse_duration(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, double>, 7> units = {{{"", 1000.0},
                                                                         {"ms", 1.0},
                                                                         {"s", 1000.0},
                                                                         {"sec", 1000.0},
                                                                         {"m", 60'000.0},
                                                                         {"min", 60'000.0},
                                                                         {"h", 3'600'000.0}}};
  constexpr double longest = 2'147'483'647.0;  // what PostgreSQL takes
  const std::string_view word = strip(text);
  const auto digits = static_cast<std::size_t>(
      std::find_if_not(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; }) -
      word.begin());
  const std::string number(word.substr(0, digits));
  const bool is_number = std::any_of(number.begin(), number.end(), is_digit) &&
                         std::count(number.begin(), number.end(), '.') <= 1;
  const std::string unit = lower_ascii(strip(word.substr(digits)));
  for (const auto& [name, factor] : units) {
    if (!is_number || unit != name) continue;
    const std::size_t point = std::min(number.find('.'), number.size());
    double value = std::strtod(number.substr(0, point).c_str(), nullptr);
    double place = 0.1;
    for (std::size_t i = point + 1; i < number.size(); ++i, place /= 10) {
      value += place * (number[i] - '0');
    }
    if (value * factor > longest) break;
    return std::chrono::milliseconds(std::llround(value * factor));
  }
  throw ConfigError("'" + std::string(text) + "' is no duration",
                    "Write a number and a unit: 500ms, 30s, 2m, 1h; without a unit it is seconds.");
}

}  // namespace retort
