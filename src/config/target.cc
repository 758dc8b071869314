// SPDX-License-Identifier: MIT
// Which environment and database a run is for.
#include "retort/target.h"

#include "retort/config.h"

namespace retort {

const Target& Config::target() const {
  if (!target_) {
    Target target;
    target.url = option("sqlalchemy.url");
    target.url_source = "sqlalchemy.url";
    target_ = std::move(target);
  }
  return *target_;
}

}  // namespace retort
