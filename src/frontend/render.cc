// SPDX-License-Identifier: MIT
// Languages that write no operations.
#include "retort/error.h"
#include "retort/frontend.h"
#include "retort/migration.h"

#include <string>

namespace retort {

RenderedMigration Frontend::render(const RenderRequest& /*request*/) const {
  throw UnsupportedError("Migrations of the language '" + std::string(name()) +
                         "' are not generated here: their env file does that");
}

}  // namespace retort
