// SPDX-License-Identifier: MIT
#include "runtime/backoff.h"

#include <algorithm>
#include <random>

namespace retort {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_bound(500);
constexpr milliseconds longest_bound(30'000);

milliseconds between(milliseconds low, milliseconds high) {
  std::random_device source;
  return milliseconds(
      std::uniform_int_distribution<milliseconds::rep>(low.count(), high.count())(source));
}

}  // namespace

milliseconds with_jitter(milliseconds pause) { return between(pause / 2, pause); }

milliseconds before_retry(int retry) {
  const int doublings = std::clamp(retry - 1, 0, 6);
  return between(milliseconds(0), std::min(first_bound * (1 << doublings), longest_bound));
}

}  // namespace retort
