// SPDX-License-Identifier: MIT
#include "runtime/script_stream.h"

#include "base/text.h"

#include <ostream>
#include <string>

namespace retort {

void ScriptStream::statement(std::string_view sql) {
  text(std::string(strip(replace_all(sql, "\t", "    "))) + format_.terminator);
  separate();
}

void ScriptStream::begin() {
  text(format_.begin + format_.terminator);
  if (format_.separates_begin) separate();
}

void ScriptStream::commit() { statement(format_.commit); }

void ScriptStream::separate() {
  if (!format_.separator.empty()) text(format_.separator);
}

void ScriptStream::text(std::string_view text) {
  if (output_ != nullptr) *output_ << text << "\n\n";
}

}  // namespace retort
