// SPDX-License-Identifier: MIT
// Status lines around a piece of work: "Generating /p/x ...  done".
#pragma once

#include "retort/reporter.h"

#include <string_view>

namespace retort {

/// Does the work and reports how it ended; for a status that has begun.
template <class Work>
void finish_status(Reporter& reporter, Work work) {
  try {
    work();
  } catch (...) {
    reporter.status_end(false);
    throw;
  }
  reporter.status_end(true);
}

/// Reports the work's beginning and its end.
template <class Work>
void with_status(Reporter& reporter, std::string_view text, Work work) {
  reporter.status_begin(text);
  finish_status(reporter, work);
}

}  // namespace retort
