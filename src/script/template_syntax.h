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

enum class ExpressionKind {
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

struct Expression {
  ExpressionKind kind = ExpressionKind::absent;
  std::string text = {};
  TemplateValue literal = {};
  std::vector<Expression> children = {};
  std::vector<std::string> names = {};  ///< loop variables of a comprehension
};

/// `for names in iterable`
struct LoopHead {
  std::vector<std::string> names;
  Expression iterable;
};

/// One statement of a block.
struct Statement {
  enum class Kind { import_module, import_name, assign, add, evaluate } kind = Kind::evaluate;
  std::vector<std::string> names = {};  ///< what is bound; several: unpacked
  std::string module = {};              ///< for imports
  std::string member = {};              ///< for import_name
  Expression value = {};
  int line = 0;  ///< counted from the block's first line, which is 0
};

/// All of these throw Error, saying what is wrong, for anything outside of the supported subset.
Expression parse_expression(std::string_view text);
LoopHead parse_loop_head(std::string_view text);
std::vector<Statement> parse_block(std::string_view text);

/// Where a `${` expression that starts at `start` ends: the position of the first of `stops`
/// outside of strings and brackets, or npos.
std::size_t find_expression_end(std::string_view text, std::size_t start, std::string_view stops);

}  // namespace retort
