// SPDX-License-Identifier: MIT
// C++ source laid out as clang-format would: on one line where it fits, else broken.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace retort {

/// How an expression is broken that does not fit on its line.
enum class Break {
  pack,  ///< as many items to a line as fit, below the first one
  each,  ///< an item a line, below the first one
  block  ///< an item a line, indented by four; always
};

/// A piece of an expression: a text, or items between a head and a tail.
struct Code {
  std::string head;
  std::vector<Code> items = {};
  std::string tail = {};  ///< empty: `head` is the whole text
  Break how = Break::pack;
};

Code code(std::string text);
Code braces(std::vector<Code> items, std::string type = {});
Code call(std::string function, std::vector<Code> arguments);
/// ".name = value"
Code designated(const std::string& name, Code value);
/// Fields of an aggregate, in order; a field with an empty text is left out.
Code aggregate(std::vector<Code> fields, std::string type = {});

/// On one line.
std::string flat(const Code& code);
/// As a statement with a semicolon, indented by `indent`; the first line is not.
std::string statement(const Code& code, std::size_t indent);

}  // namespace retort
