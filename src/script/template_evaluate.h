// SPDX-License-Identifier: MIT
// Evaluates the expressions and statements of a file template over a set of names.
#pragma once

#include "script/template_syntax.h"
#include "script/template_value.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace retort {

using TemplateNames = std::map<std::string, TemplateValue, std::less<>>;

/// One rendering's state. All functions throw Error with a reason; places are the caller's job.
class TemplateEvaluator {
 public:
  /// `names` are what the caller of the template gives; builtins stand behind them.
  explicit TemplateEvaluator(TemplateNames names);

  TemplateValue evaluate(const TemplateExpression& expression);
  void execute(const TemplateStatement& statement);
  /// Binds one item to loop variables; several names unpack it.
  void bind(const std::vector<std::string>& names, const TemplateValue& item);
  TemplateValue find(std::string_view name) const;
  void set(const std::string& name, TemplateValue value);

 private:
  TemplateValue call(const TemplateExpression& expression);
  TemplateValue comprehend(const TemplateExpression& expression);
  TemplateValue display(const TemplateExpression& expression);
  void count_step();

  TemplateNames names_;
  std::size_t steps_ = 0;
};

}  // namespace retort
