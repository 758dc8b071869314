// SPDX-License-Identifier: MIT
// Recorded SQL of operations against what the library writes for them.
#pragma once

#include <string>
#include <vector>

namespace retort::oracle {

/// `statements FILE [--dialect NAME] [--only PREFIX] [--failures]`. Returns the exit status.
int run_statements(const std::vector<std::string>& arguments);

}  // namespace retort::oracle
