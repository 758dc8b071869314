// SPDX-License-Identifier: MIT
// How the drivers of this library take placeholders.
#pragma once

#include "retort/dialect.h"

#include <string_view>

namespace retort {

Paramstyle driver_paramstyle(std::string_view dialect_name);

}  // namespace retort
