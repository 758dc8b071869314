// SPDX-License-Identifier: MIT
// The SQL script that --sql writes.
#pragma once

#include "retort/dialect.h"

#include <iosfwd>
#include <string_view>
#include <utility>

namespace retort {

class ScriptStream {
 public:
  /// Null: nothing is kept.
  explicit ScriptStream(std::ostream* output, ScriptFormat format = {})
      : output_(output), format_(std::move(format)) {}

  /// A statement, stripped, its tabs as four blanks, with terminator and a blank line; then the
  /// format's separator.
  void statement(std::string_view sql);
  /// The words that open and close a transaction.
  void begin();
  void commit();
  /// Text and a blank line.
  void text(std::string_view text);

 private:
  void separate();

  std::ostream* output_;
  ScriptFormat format_;
};

}  // namespace retort
