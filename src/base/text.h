// SPDX-License-Identifier: MIT
// Text as the rest of the library needs it: UTF-8 in std::string, with Python's notions of white
// space, word characters, lower case and repr, in every locale.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// The pieces between separators, empty ones included; {text} when the separator does not occur.
std::vector<std::string> split(std::string_view text, std::string_view separator);
/// The lines as Python's splitlines gives them for \n, \r and \r\n, without their ends.
std::vector<std::string_view> split_lines(std::string_view text);
/// The words between runs of ASCII white space.
std::vector<std::string> split_words(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// Without ASCII white space at the ends.
std::string_view strip(std::string_view text);
std::string_view strip_left(std::string_view text);
std::string_view strip_right(std::string_view text);
bool is_space(char c);
bool is_digit(char c);

/// ASCII only; other bytes stay.
std::string lower_ascii(std::string_view text);
std::string upper_ascii(std::string_view text);
/// Lower case of UTF-8 text as Python's str.lower() gives it (final sigma excepted).
std::string lower(std::string_view text);

/// All occurrences of a non-empty `from` replaced.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

/// One decoded code point and the bytes it took. An ill-formed byte decodes to itself with
/// `valid` false, one byte long.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;
  bool valid = true;
};
/// Decodes at `position`, which must be inside the text.
CodePoint decode_utf8(std::string_view text, std::size_t position);
void append_utf8(std::string& out, char32_t code);
bool is_valid_utf8(std::string_view text);
/// Number of code points.
std::size_t utf8_length(std::string_view text);
/// The first `count` code points.
std::string_view utf8_prefix(std::string_view text, std::size_t count);

/// Whether Python's `\w` matches the code point.
bool is_word(char32_t code);
/// The runs of word characters, as re.findall(r"\w+") gives them.
std::vector<std::string> word_runs(std::string_view text);

/// Python's repr of a str: quotes chosen and characters escaped as Python does.
std::string repr(std::string_view text);
/// The items with ", " between them: repr of each in round brackets, (x,) for a single one.
std::string repr_tuple(const std::vector<std::string>& items);

/// A whole decimal integer with an optional sign and surrounding white space; absent when the
/// text is anything else or does not fit.
std::optional<long long> parse_integer(std::string_view text);

}  // namespace retort
