// SPDX-License-Identifier: MIT
// An operation in one line of words, for messages and plans.
#pragma once

#include "retort/operation.h"

#include <string>

namespace retort {

/// "add column account.email", "rebuild table account: drop column age, ...": no final full stop.
std::string describe(const Operation& operation);

}  // namespace retort
