// SPDX-License-Identifier: MIT
// https://www.rfc-editor.org/rfc/rfc1321
#include "base/md5.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace retort {
namespace {

using State = std::array<std::uint32_t, 4>;

std::uint32_t sine(unsigned step) {  // RFC 1321, 3.4: the integer part of 2^32 * |sin(i)|
  return static_cast<std::uint32_t>(std::floor(std::fabs(std::sin(step + 1.0)) * 4294967296.0));
}

void digest_block(State& state, const unsigned char* block) {
  static constexpr std::array<std::array<int, 4>, 4> turns = {
      {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};
  std::array<std::uint32_t, 16> words = {};
  for (unsigned i = 0; i < 64; ++i) words[i / 4] |= std::uint32_t{block[i]} << (i % 4 * 8);
  auto [a, b, c, d] = state;
  for (unsigned step = 0; step < 64; ++step) {
    const unsigned round = step / 16;
    const std::uint32_t mixed = round == 0   ? (b & c) | (~b & d)
                                : round == 1 ? (d & b) | (~d & c)
                                : round == 2 ? b ^ c ^ d
                                             : c ^ (b | ~d);
    const unsigned word = (round == 0   ? step
                           : round == 1 ? 5 * step + 1
                           : round == 2 ? 3 * step + 5
                                        : 7 * step) %
                          16;
    const std::uint32_t sum = a + mixed + sine(step) + words[word];
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, turns[round][step % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

}  // namespace

std::string md5_hex(std::string_view data) {
  State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  std::string padded(data);
  padded += '\x80';
  while (padded.size() % 64 != 56) padded += '\0';
  const std::uint64_t bits = std::uint64_t{data.size()} * 8;
  for (unsigned i = 0; i < 8; ++i) padded += static_cast<char>((bits >> (i * 8)) & 0xFFU);
  for (std::size_t i = 0; i < padded.size(); i += 64)
    digest_block(state, reinterpret_cast<const unsigned char*>(padded.data()) + i);
  std::string out;
  for (const std::uint32_t word : state)
    for (unsigned i = 0; i < 4; ++i) {
      const unsigned byte = (word >> (i * 8)) & 0xFFU;
      out += "0123456789abcdef"[byte >> 4U];
      out += "0123456789abcdef"[byte & 0xFU];
    }
  return out;
}

}  // namespace retort
