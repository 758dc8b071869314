// SPDX-License-Identifier: MIT
// Any bytes are an index of scans, with or without its checksum, or none; and what was read of them
// is written and read as the same.
#include "script/scan_index.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void check(const std::optional<retort::ScanIndex>& index) {
  if (index && retort::decode_scan_index(retort::encode_scan_index(*index)) != index) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(retort::decode_scan_index(bytes));
  check(retort::decode_scan_contents(bytes));
  return 0;
}
