// SPDX-License-Identifier: MIT
#include "base/random.h"

#include <random>

namespace retort {

std::string random_hex(std::size_t digits) {
  std::random_device source;
  std::string out;
  while (out.size() < digits)
    for (unsigned bits = source(), i = 0; i < 8 && out.size() < digits; ++i, bits >>= 4U)
      out += "0123456789abcdef"[bits & 0xFU];
  return out;
}

}  // namespace retort
