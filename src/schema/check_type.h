// SPDX-License-Identifier: MIT
// Whether a type's arguments can be meant.
#pragma once

#include "retort/type.h"

#include <string>

namespace retort {

/// What is wrong with a type's arguments, on whatever database; empty: nothing.
std::string type_mistake(const Type& type);

}  // namespace retort
