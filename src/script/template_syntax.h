// SPDX-License-Identifier: MIT
// The syntax of a file template's Python: expressions, and the assignments and imports that a
// <% %> block may hold.
#pragma once

#include "script/template_value.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

enum class TemplateExpressionKind {
  literal,        ///< `literal`
  name,           ///< `text`
  attribute,      ///< children[0].text
  subscript,      ///< children[0][children[1]]
  slice,          ///< children[0][a:b]: children 1 and 2, an `absent` for what is left out
  absent,         ///< nothing
  call,           ///< children[0](positional and `keyword` children)
  keyword,        ///< text=children[0]
  list,           ///< [children]
  tuple,          ///< (children)
  mapping,        ///< {key: value}: children in pairs
  comprehension,  ///< [children[0] for names in children[1] if children[2]]
  unary,          ///< `text` is "not", "-" or "+"
  binary,         ///< `text` is "+", "==", "not in", ...
  both,           ///< a and b
  either,         ///< a or b
  conditional,    ///< children[0] if children[1] else children[2]
};

struct TemplateExpression {
  TemplateExpressionKind kind = TemplateExpressionKind::absent;
  std::string text = {};
  TemplateValue literal = {};
  std::vector<TemplateExpression> children = {};
  std::vector<std::string> names = {};  ///< loop variables of a comprehension
};

/// `for names in iterable`
struct TemplateLoop {
  std::vector<std::string> names;
  TemplateExpression iterable;
};

/// One statement of a block.
struct TemplateStatement {
  enum class Kind { import_module, import_name, assign, add, evaluate } kind = Kind::evaluate;
  std::vector<std::string> names = {};  ///< what is bound; several: unpacked
  std::string module = {};              ///< for imports
  std::string member = {};              ///< for import_name
  TemplateExpression value = {};
  int line = 0;  ///< counted from the block's first line, which is 0
};

/// All of these throw Error, saying what is wrong, for anything outside of the supported subset.
TemplateExpression parse_expression(std::string_view text);
TemplateLoop parse_loop_head(std::string_view text);
std::vector<TemplateStatement> parse_block(std::string_view text);

/// Where a `${` expression that starts at `start` ends: the position of the first of `stops`
/// outside of strings and brackets, or npos.
std::size_t find_expression_end(std::string_view text, std::size_t start, std::string_view stops);

}  // namespace retort
