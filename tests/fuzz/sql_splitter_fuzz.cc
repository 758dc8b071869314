// SPDX-License-Identifier: MIT
// Any bytes are cut into statements that lie in the text, in order, and hold no more than it.
#include "sql/splitter.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view script(reinterpret_cast<const char*>(data), size);
  for (const char* dialect : {"postgresql", "sqlite", "mysql", "other"}) {
    const char* end = script.data();
    int line = 1;
    for (const auto& statement : retort::split_statements(script, retort::sql_syntax(dialect))) {
      const bool inside =
          statement.text.data() >= end && !statement.text.empty() &&
          statement.text.data() + statement.text.size() <= script.data() + script.size();
      if (!inside || statement.line < line) std::abort();
      end = statement.text.data() + statement.text.size();
      line = statement.line;
    }
  }
  return 0;
}
