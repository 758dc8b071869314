// SPDX-License-Identifier: MIT
#include "frontends.h"

#include "retort/frontends.h"

#include "host.h"

namespace retort::cli {

LanguageSet::LanguageSet() {
  owned_.push_back(native_frontend({.include_directory = include_directory()}));
  owned_.push_back(sql_frontend());
  owned_.push_back(absent_frontend(
      {.name = "python", .file_extension = ".py", .script_template = "script.py.mako"}));
}

Frontends LanguageSet::frontends() const {
  Frontends result;
  for (const std::unique_ptr<Frontend>& frontend : owned_) result.push_back(frontend.get());
  return result;
}

}  // namespace retort::cli
