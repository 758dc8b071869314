// SPDX-License-Identifier: MIT
// The manual page, made from the command table.
#pragma once

#include "invocation.h"

#include <string>

namespace retort::cli {

/// retort(1) in troff's man macros.
std::string manual_text(const Invocation& invocation);

}  // namespace retort::cli
