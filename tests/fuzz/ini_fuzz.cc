// SPDX-License-Identifier: MIT
// Any bytes are an ini file, or one clear error; and so is every value in it.
#include "retort/error.h"

#include "config/ini.h"
#include "config/logging_reader.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const retort::IniDocument ini = retort::IniDocument::parse(text, "fuzz.ini");
    for (const retort::IniDocument::Section& section : ini.sections()) ini.items(section.name);
    retort::read_logging(ini, "fuzz.ini");
  } catch (const retort::ConfigError&) {
  }
  return 0;
}
