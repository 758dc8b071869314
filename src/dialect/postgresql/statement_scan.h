// SPDX-License-Identifier: MIT
// Just enough of PostgreSQL's lexical rules to tell how a text has to be sent.
#pragma once

#include <string>
#include <string_view>

namespace retort::postgresql {

/// Whether the text is certainly one statement, which the extended protocol demands. False when a
/// semicolon stands between statements, or may do so (BEGIN ATOMIC).
bool is_single_statement(std::string_view sql);

/// The first word in lower case, after white space and comments.
std::string first_word(std::string_view sql);

}  // namespace retort::postgresql
