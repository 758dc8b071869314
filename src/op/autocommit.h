// SPDX-License-Identifier: MIT
// Statements that are to be committed before what follows them, as their execution option says.
#pragma once

#include "retort/operation.h"

#include <string>
#include <utility>

namespace retort {

/// The option under SQLAlchemy's name.
inline std::pair<std::string, Value> autocommit_option() {
  return {"isolation_level", std::string("AUTOCOMMIT")};
}

inline bool wants_autocommit(const Operation& operation) {
  const auto* execute = std::get_if<op::Execute>(&operation.base());
  if (execute == nullptr) return false;
  for (const auto& option : execute->execution_options) {
    if (option == autocommit_option()) return true;
  }
  return false;
}

}  // namespace retort
