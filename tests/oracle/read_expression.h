// SPDX-License-Identifier: MIT
// The project's JSON notation of values, types and expressions, read back: field names are those
// of value.h, type.h and expression_node.h; what is absent has its default.
#pragma once

#include "retort/expression.h"
#include "retort/type.h"
#include "retort/value.h"

#include <nlohmann/json_fwd.hpp>

namespace retort::oracle {

Value read_value(const nlohmann::json& json);
Type read_type(const nlohmann::json& json);
Expression read_expression(const nlohmann::json& json);

}  // namespace retort::oracle
