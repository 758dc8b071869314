// SPDX-License-Identifier: MIT
// The encodings that new files can be written in.
#pragma once

#include <string>
#include <string_view>

namespace retort {

/// UTF-8 text in the encoding of a Python name ("utf-8", "latin-1", "ascii"). Throws Error for an
/// unknown name, and for a character that the encoding does not have.
std::string encode_text(std::string_view text, std::string_view encoding);

}  // namespace retort
