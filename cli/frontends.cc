// SPDX-License-Identifier: MIT
#include "frontends.h"

#include "retort/frontends.h"

#include "host.h"

#include <utility>

namespace retort::cli {

LanguageSet::LanguageSet(const Host& host, std::vector<std::string> arguments) {
  owned_.push_back(native_frontend({.include_directory = include_directory()}));
  owned_.push_back(sql_frontend());
  const std::string library = python_library(host);
  if (library.empty()) {
    owned_.push_back(absent_frontend(
        {.name = "python", .file_extension = ".py", .script_template = "script.py.mako"}));
  } else {
    owned_.push_back(python_frontend({.library = library, .arguments = std::move(arguments)}));
  }
}

Frontends LanguageSet::frontends() const {
  Frontends result;
  for (const std::unique_ptr<Frontend>& frontend : owned_) result.push_back(frontend.get());
  return result;
}

}  // namespace retort::cli
