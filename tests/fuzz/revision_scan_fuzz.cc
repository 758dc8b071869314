// SPDX-License-Identifier: MIT
// Scans any bytes as a C++, as an SQL and as a Python revision, and as the beginning of one: a
// result or a ScriptError, and never `incomplete` for a whole text.
#include "retort/error.h"

#include "frontend/native/scan.h"
#include "frontend/python/scan.h"
#include "frontend/sql/scan.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

template <class Scan>
void check(Scan scan, std::string_view text) {
  for (const bool whole : {true, false}) {
    try {
      const auto result = scan({.path = "x", .text = text, .whole = whole});
      if (whole && result.status == retort::ScanStatus::incomplete) std::abort();
    } catch (const retort::ScriptError& error) {
      if (error.details().path != "x") std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(retort::scan_native, text);
  check(retort::scan_sql, text);
  check(
      [](const retort::ScanInput& input) {
        return retort::python::scan(input).value_or(retort::ScanResult{});
      },
      text);
  try {
    retort::read_sql_parts("x", text);
  } catch (const retort::ScriptError&) {
    return 0;
  }
  return 0;
}
