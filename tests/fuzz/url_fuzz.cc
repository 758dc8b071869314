// SPDX-License-Identifier: MIT
// Any text: reading it must end in a Url or a ConfigError, never show the password, and what was
// read must be read again from its own text.
#include "retort/error.h"
#include "retort/url.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const retort::Url url = retort::Url::parse(text);
    if (url.masked().empty()) std::abort();
    const bool brackets = url.host && url.host->find_first_of("[]") != std::string::npos;
    if (!brackets && retort::Url::parse(url.format()).format() != url.format()) std::abort();
  } catch (const retort::ConfigError&) {
    return 0;
  }
  return 0;
}
