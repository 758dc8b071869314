// SPDX-License-Identifier: MIT
// Identifiers that nobody else will make.
#pragma once

#include <cstddef>
#include <string>

namespace retort {

/// Lower-case hexadecimal digits from the system's source of randomness.
std::string random_hex(std::size_t digits);

}  // namespace retort
