// SPDX-License-Identifier: MIT
// The project's JSON notation of operations and what they are made of, read back: field names are
// those of operation.h and schema.h.
#pragma once

#include "retort/operation.h"

#include <nlohmann/json_fwd.hpp>

namespace retort::oracle {

Operation read_operation(const nlohmann::json& json);
Table read_table(const nlohmann::json& json);

}  // namespace retort::oracle
