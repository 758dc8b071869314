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

using Sines = std::array<std::uint32_t, 64>;

// RFC 1321, 3.4: the integer part of 2^32 * |sin(i)|.
Sines make_sines() {
  Sines sines = {};
  for (unsigned i = 0; i < 64; ++i) {
    sines[i] = static_cast<std::uint32_t>(std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
  }
  return sines;
}

using Words = std::array<std::uint32_t, 16>;

// Sixteen steps: the word of a step is `factor * step + first`, modulo 16.
template <class Mix>
void turn(State& state, const Words& words, const std::uint32_t* sines, unsigned factor,
          unsigned first, const std::array<int, 4>& turns, const Mix& mix) {
  auto [a, b, c, d] = state;
  for (unsigned step = 0; step < 16; ++step) {
    const std::uint32_t sum = a + mix(b, c, d) + sines[step] + words[(factor * step + first) % 16];
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, turns[step % 4]);
  }
  state = {a, b, c, d};
}

void digest_block(State& state, const unsigned char* block) {
  static const Sines sines = make_sines();
  Words words = {};
  for (unsigned i = 0; i < 64; ++i) words[i / 4] |= std::uint32_t{block[i]} << (i % 4 * 8);
  State mixed = state;
  turn(mixed, words, sines.data(), 1, 0, {7, 12, 17, 22},
       [](auto b, auto c, auto d) { return (b & c) | (~b & d); });
  turn(mixed, words, sines.data() + 16, 5, 1, {5, 9, 14, 20},
       [](auto b, auto c, auto d) { return (d & b) | (~d & c); });
  turn(mixed, words, sines.data() + 32, 3, 5, {4, 11, 16, 23},
       [](auto b, auto c, auto d) { return b ^ c ^ d; });
  turn(mixed, words, sines.data() + 48, 7, 0, {6, 10, 15, 21},
       [](auto b, auto c, auto d) { return c ^ (b | ~d); });
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += mixed[i];
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
