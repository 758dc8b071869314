// SPDX-License-Identifier: MIT
#include "../../myapp/models.h"

#include <retort/migration.h>

static void configure(retort::Environment& environment) {
  environment.options.target_metadata = {myapp::metadata()};
  environment.options.compare.compare_enums = true;
}

RETORT_ENVIRONMENT(configure)
