// SPDX-License-Identifier: MIT
// The parts of a file template: text, expressions, control lines and blocks, as a tree.
#pragma once

#include "script/template_syntax.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort {

struct TemplatePart {
  enum class Kind { text, expression, condition, loop, block } kind = Kind::text;
  int line = 1;
  std::string text = {};                         ///< of a text
  TemplateExpression expression = {};            ///< what is shown, or an `if` branch's condition
  std::vector<TemplateExpression> filters = {};  ///< in order of application
  bool no_filter = false;                        ///< `n`: no default str()
  TemplateLoop loop = {};
  std::vector<TemplateStatement> statements = {};  ///< of a block
  std::vector<TemplatePart> body = {};             ///< of a loop or a branch
  std::vector<TemplatePart> branches = {};         ///< of a condition: one part an if/elif/else
};

/// Throws ScriptError naming `path` and the line.
std::vector<TemplatePart> parse_template(std::string_view text, std::string_view path);

/// Throws Error "Template rendering failed: path:line: reason".
[[noreturn]] void fail_template(std::string_view path, int line, const std::string& reason);

}  // namespace retort
