// SPDX-License-Identifier: MIT
// Options of indexes that are of no one dialect.
#pragma once

namespace retort {

/// Forces or forbids to quote the index's name.
constexpr const char* quote_name_option = "quote_name";

}  // namespace retort
