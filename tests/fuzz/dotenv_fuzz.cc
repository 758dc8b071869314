// SPDX-License-Identifier: MIT
// Any bytes are a .env file, or one clear error; and so is every value in it.
#include "retort/error.h"

#include "config/dotenv.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    retort::dotenv_values(retort::parse_dotenv(text, ".env"), {});
  } catch (const retort::ConfigError&) {
  }
  try {
    const retort::VariableLookup empty = [](const std::string&) { return std::string(); };
    retort::substitute_variables(text, empty, [](const std::string& name) { return name; });
  } catch (const retort::ConfigError&) {
  }
  return 0;
}
