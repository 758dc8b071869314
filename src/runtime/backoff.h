// SPDX-License-Identifier: MIT
// How long to wait before asking again, so that many who wait do not ask at the same moment.
#pragma once

#include <chrono>

namespace retort {

/// Between half of the pause and all of it.
std::chrono::milliseconds with_jitter(std::chrono::milliseconds pause);

/// Before retry number `retry` (from 1): anything from nothing to a bound that doubles with each
/// retry, up to half a minute.
std::chrono::milliseconds before_retry(int retry);

}  // namespace retort
