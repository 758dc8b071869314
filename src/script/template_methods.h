// SPDX-License-Identifier: MIT
// The methods and attributes of texts, lists, dictionaries and times in file templates.
#pragma once

#include "script/template_value.h"

#include <optional>
#include <string_view>

namespace retort {

/// Absent when values of this type have no such attribute.
std::optional<TemplateValue> find_template_method(const TemplateValue& value,
                                                  std::string_view name);

}  // namespace retort
