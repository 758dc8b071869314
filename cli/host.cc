// SPDX-License-Identifier: MIT
#include "host.h"

#include "retort/startup.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <string>
#include <system_error>

namespace retort::cli {
namespace {

/// The instant that a number of seconds since 1970 names; the epoch where it is no number, so that
/// the mistake is seen in the first date.
std::chrono::system_clock::time_point instant(const std::string& seconds) {
  double value = 0;
  std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
  // A double holds microseconds, no more.
  const std::chrono::microseconds since_epoch(std::llround(value * 1e6));
  return std::chrono::system_clock::time_point(since_epoch);
}

std::string beside_program(const char* relative) {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return (program.parent_path() / relative).lexically_normal().string();
}

}  // namespace

Host this_process() {
  Host host = process_host();
  if (const std::string* seconds = host.find_variable("RETORT_NOW")) {
    host.now = [stopped = instant(*seconds)] { return stopped; };
  }
  return host;
}

std::string include_directory() { return beside_program(RETORT_INCLUDE_DIR); }

std::string python_library(const Host& host) {
  if (const std::string* chosen = host.find_variable("RETORT_PYTHON_LIBRARY")) return *chosen;
#ifdef RETORT_WITH_PYTHON
  return beside_program(RETORT_LIBRARY_DIR "/libretort_python.so");
#else
  return {};
#endif
}

}  // namespace retort::cli
