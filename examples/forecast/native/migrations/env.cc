// SPDX-License-Identifier: MIT
// What Forecastly's migrations are generated from. The database is said by the ini file, the
// environment, or .env.
#include "db/tables.h"

#include <retort/migration.h>

static void configure(retort::Environment& environment) {
  environment.options.target_metadata = {forecastly::tables()};
}

RETORT_ENVIRONMENT(configure)
