// SPDX-License-Identifier: MIT
// Splits a file template's Python into tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort {

enum class TemplateTokenKind { name, integer, real, text, symbol, end };

struct TemplateToken {
  TemplateTokenKind kind = TemplateTokenKind::end;
  std::string text;  ///< for a text: its value, escapes resolved
  friend bool operator==(const TemplateToken&, const TemplateToken&) = default;
};

/// The tokens, with an `end` last. Throws Error for an open string or a foreign character.
std::vector<TemplateToken> tokenize(std::string_view text);

/// Position after the string literal whose quote stands at `start`; npos when it has no end.
std::size_t skip_string(std::string_view text, std::size_t start);

}  // namespace retort
