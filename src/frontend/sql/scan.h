// SPDX-License-Identifier: MIT
// Reads a .sql revision: the identity in its header comment, and its two parts.
//
//     -- create account table
//     --
//     -- revision: 1975ea83b712
//     -- down_revision: ae1027a6acf1
//     -- transaction: false
//
//     -- upgrade
//     CREATE TABLE account (id INTEGER NOT NULL);
//     -- downgrade
//     DROP TABLE account;
#pragma once

#include "retort/frontend.h"

#include <string_view>

namespace retort {

/// Reads the header. `other` when no line of it begins with `-- revision:`, and none with
/// another field that makes the identity. Throws ScriptError (file and line) for an unknown,
/// repeated or missing field.
ScanResult scan_sql(const ScanInput& input);

/// The parts of a whole file; views into its text.
struct SqlParts {
  bool transaction = true;
  std::string_view upgrade;
  int upgrade_line = 1;  ///< on which the text of the part begins
  std::string_view downgrade;
  int downgrade_line = 1;
};
/// Throws ScriptError when a part is missing or repeated, or when there is SQL before the first.
SqlParts read_sql_parts(std::string_view path, std::string_view text);

}  // namespace retort
