// SPDX-License-Identifier: MIT
// The migration languages that this program speaks.
#pragma once

#include "retort/frontend.h"
#include "retort/host.h"

#include <memory>
#include <string>
#include <vector>

namespace retort::cli {

/// The front-ends of one run, in order of precedence.
class LanguageSet {
 public:
  /// `arguments` is the command line, which Python programs see.
  LanguageSet(const Host& host, std::vector<std::string> arguments);
  Frontends frontends() const;

 private:
  std::vector<std::unique_ptr<Frontend>> owned_;
};

}  // namespace retort::cli
