// SPDX-License-Identifier: MIT
#include "runtime/script_stream.h"

#include "base/text.h"

#include <ostream>
#include <string>

namespace retort {

void ScriptStream::statement(std::string_view sql) {
  text(std::string(strip(replace_all(sql, "\t", "    "))) + ";");
}

void ScriptStream::text(std::string_view text) {
  if (output_ != nullptr) *output_ << text << "\n\n";
}

}  // namespace retort
