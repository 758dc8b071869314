// SPDX-License-Identifier: MIT
// What the application expects of its database. A new entity is included and named here, or
// autogenerate does not see its table.
#include "../src/entities/game.h"
#include "../src/entities/standing.h"
#include "../src/entities/team.h"

#include <retort/migration.h>
#include <retort/model_struct.h>

static void configure(retort::Environment& environment) {
  const retort::MetaData conventions{
      .naming_convention = {.templates = {{"ix", "ix_%(table_name)s_%(column_0_N_name)s"},
                                          {"uq", "uq_%(table_name)s_%(column_0_N_name)s"},
                                          {"fk", "fk_%(table_name)s_%(column_0_name)s"},
                                          {"pk", "pk_%(table_name)s"}}}};
  environment.options.target_metadata = {
      retort::model_of<league::Team, league::Game, league::Standing>(conventions)};
}

RETORT_ENVIRONMENT(configure)
