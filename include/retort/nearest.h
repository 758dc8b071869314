// SPDX-License-Identifier: MIT
// What somebody may have meant who wrote a name that is not known.
#pragma once

#include "retort/api.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// Those of `known` that are as near to `word` as any and near enough to be meant: a typing mistake
/// or two away, or beginning with it.
RETORT_API std::vector<std::string> nearest_names(std::string_view word,
                                                  const std::vector<std::string>& known);

}  // namespace retort
