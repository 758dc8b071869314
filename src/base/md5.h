// SPDX-License-Identifier: MIT
// The MD5 digest (RFC 1321), which SQLAlchemy's rule for shortening generated names needs.
#pragma once

#include <string>
#include <string_view>

namespace retort {

/// 32 lower-case hexadecimal digits.
std::string md5_hex(std::string_view data);

}  // namespace retort
