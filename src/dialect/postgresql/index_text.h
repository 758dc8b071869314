// SPDX-License-Identifier: MIT
// Elements of indexes in a form in which what authors write equals what PostgreSQL gives back.
#pragma once

#include <string>
#include <string_view>

namespace retort::postgresql {

/// The element without what the server adds or leaves out by itself: case, quotes, the name of the
/// table, casts, outer parentheses, the usual order of rows, blanks.
std::string comparable_element(std::string_view text, std::string_view table);

/// Whether an expression ends with the name of an operator class, which the server gives back apart
/// from it.
bool has_operator_class(std::string_view text);

}  // namespace retort::postgresql
