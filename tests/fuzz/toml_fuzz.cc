// SPDX-License-Identifier: MIT
// Any bytes are a pyproject.toml, or one clear error.
#include "retort/error.h"

#include "config/toml.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    retort::parse_tool_tables(text, "pyproject.toml");
  } catch (const retort::ConfigError&) {
  }
  return 0;
}
