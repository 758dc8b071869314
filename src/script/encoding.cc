// SPDX-License-Identifier: MIT
#include "script/encoding.h"

#include "retort/error.h"

#include "base/text.h"

namespace retort {
namespace {

/// Characters up to `last` are one byte each, the others cannot be written.
std::string encode_bytes(std::string_view text, std::string_view encoding, char32_t last) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    if (!point.valid || point.value > last)
      throw Error("the character " + repr(text.substr(i, point.length)) + " cannot be written in " +
                  std::string(encoding));
    out += static_cast<char>(point.value);
    i += point.length;
  }
  return out;
}

}  // namespace

std::string encode_text(std::string_view text, std::string_view encoding) {
  const std::string name = replace_all(replace_all(lower_ascii(encoding), "_", "-"), " ", "-");
  if (name == "utf-8" || name == "utf8" || name == "u8") return std::string(text);
  if (name == "utf-8-sig") return "\xEF\xBB\xBF" + std::string(text);
  if (name == "latin-1" || name == "latin1" || name == "l1" || name == "iso-8859-1" ||
      name == "iso8859-1")
    return encode_bytes(text, encoding, 0xFF);
  if (name == "ascii" || name == "us-ascii") return encode_bytes(text, encoding, 0x7F);
  throw ConfigError("unknown encoding: " + std::string(encoding) + " (option 'output_encoding')",
                    "Known are utf-8, utf-8-sig, latin-1 and ascii.");
}

}  // namespace retort
