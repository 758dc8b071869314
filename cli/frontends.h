// SPDX-License-Identifier: MIT
// The migration languages that this program speaks.
#pragma once

#include "retort/frontend.h"

#include <memory>
#include <vector>

namespace retort::cli {

/// The front-ends of one run, in order of precedence.
class LanguageSet {
 public:
  LanguageSet();
  Frontends frontends() const;

 private:
  std::vector<std::unique_ptr<Frontend>> owned_;
};

}  // namespace retort::cli
