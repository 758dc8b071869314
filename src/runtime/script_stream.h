// SPDX-License-Identifier: MIT
// The SQL script that --sql writes.
#pragma once

#include <iosfwd>
#include <string_view>

namespace retort {

class ScriptStream {
 public:
  /// Null: nothing is kept.
  explicit ScriptStream(std::ostream* output) : output_(output) {}

  /// A statement, stripped, its tabs as four blanks, with terminator and a blank line.
  void statement(std::string_view sql);
  /// Text and a blank line.
  void text(std::string_view text);

 private:
  std::ostream* output_;
};

}  // namespace retort
