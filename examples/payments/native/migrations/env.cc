// SPDX-License-Identifier: MIT
// What Pourtier's migrations are generated from.
#include "db/tables.h"

#include <retort/migration.h>

static void configure(retort::Environment& environment) {
  environment.options.target_metadata = {pourtier::tables()};
}

RETORT_ENVIRONMENT(configure)
