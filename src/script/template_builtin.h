// SPDX-License-Identifier: MIT
// The functions, methods and modules of Python that file templates can use.
#pragma once

#include "script/template_value.h"

#include <optional>
#include <string>
#include <string_view>

namespace retort {

/// A builtin function: repr, str, len, range, ...; absent when there is none of this name.
std::optional<TemplateValue> find_template_builtin(std::string_view name);
/// A module that a template may import. Throws Error for any other.
TemplateValue find_template_module(std::string_view name);
/// An attribute or method of a value. Throws Error when it has none of this name.
TemplateValue template_attribute(const TemplateValue& value, const std::string& name);
/// `format % value`
std::string format_percent(std::string_view format, const TemplateValue& value);
/// What Alembic's templates call `comma`: the items joined with ", ", nothing for None.
TemplateValue join_with_comma(const TemplateValue& value);

}  // namespace retort
